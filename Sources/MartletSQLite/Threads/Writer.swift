import MartletDatabase

/// The writing thread's connection, and the ownership of the file.
final class Writer {
    let connection: SQLiteConnection
    let counters: SQLiteEngine.Counters
    let files: OpenedFiles
    private var lock: FileLock?
    let groupSize: Int
    let openTime: Duration
    private let logLimit: Int

    /// The size of the log before the last commit.
    var logBytes = 0

    /// The size from which on the log is moved into the file as a whole.
    private var nextMove: Int

    /// The number of members to come that get a savepoint, because one before them had to be undone.
    var guarded = 0

    /// The size of the last group, and how long its commit took to become durable.
    var lastCommit = (members: 1, duration: Duration.zero)

    /// Takes the file and opens it; throws `owned` when another engine has it.
    init(path: String, configuration: SQLiteEngine.Configuration, counters: SQLiteEngine.Counters) throws {
        let file = try DatabaseFile.prepare(path)
        try DatabaseFile.checkWritable(file)
        lock = try FileLock(for: file)
        connection = try SQLiteConnection(path: file, role: .writer, configuration: configuration)
        files = try OpenedFiles(of: path)
        groupSize = configuration.groupSize
        openTime = configuration.groupTime
        logLimit = configuration.logLimit
        nextMove = configuration.logLimit
        self.counters = counters
    }

    /// Commits waiting calls in groups until the queue is closed and empty, then moves the log into the file.
    func work(on queue: CallQueue) {
        var calls = queue.take(upTo: groupSize)
        while !calls.isEmpty {
            commit(calls, and: queue)
            shortenLog()
            calls = queue.take(upTo: groupSize)
        }
        // Also when the path leads elsewhere by now: the log moves into the file that was opened, wherever that is, and an
        // empty log is none that a file put in its place could take for its own.
        connection.moveLog()
        connection.close()
        // Before anybody learns that the engine is closed, so that the file can be opened again at once.
        lock = nil
    }

    /// Moves a long log into the file and empties it.
    ///
    /// SQLite moves the log as it grows, but begins it anew only at a moment when nobody reads from it; readers that
    /// overlap would make it grow for as long as they do. This waits a second for those that read now; where one reads
    /// longer, the next attempt comes when the log has grown by as much again.
    private func shortenLog() {
        guard logBytes >= nextMove else { return }
        connection.moveLog(patience: 1000)
        nextMove = ((try? files.check()) ?? logBytes) + logLimit
    }
}
