import MartletDatabase

/// The writing thread's connection, and the ownership of the file.
final class Writer {
    let connection: SQLiteConnection
    let counters: SQLiteEngine.Counters
    let files: OpenedFiles
    private var lock: FileLock?
    private let groupSize: Int

    /// The number of members to come that get a savepoint, because one before them had to be undone.
    var guarded = 0

    /// Takes the file and opens it; throws `owned` when another engine has it.
    init(path: String, configuration: SQLiteEngine.Configuration, counters: SQLiteEngine.Counters) throws {
        let file = try DatabaseFile.prepare(path)
        lock = try FileLock(for: file)
        connection = try SQLiteConnection(path: file, role: .writer, configuration: configuration)
        files = try OpenedFiles(of: path)
        groupSize = configuration.groupSize
        self.counters = counters
    }

    /// Commits waiting calls in groups until the queue is closed and empty, then moves the log into the file.
    func work(on queue: CallQueue) {
        var calls = queue.take(upTo: groupSize)
        while !calls.isEmpty {
            commit(calls)
            calls = queue.take(upTo: groupSize)
        }
        // Also when the path leads elsewhere by now: the log moves into the file that was opened, wherever that is, and an
        // empty log is none that a file put in its place could take for its own.
        connection.moveLog()
        connection.close()
        // Before anybody learns that the engine is closed, so that the file can be opened again at once.
        lock = nil
    }
}
