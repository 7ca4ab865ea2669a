/// One reading thread's connection and what it does with calls.
final class Reader {
    private let connection: SQLiteConnection
    private let files: OpenedFiles
    private let limit = 16

    /// How long calls may share a snapshot: the log grows behind one that is open.
    private let longSnapshot = Duration.milliseconds(10)

    init(path: String, configuration: SQLiteEngine.Configuration) throws {
        connection = try SQLiteConnection(path: path, role: .reader, configuration: configuration)
        files = try OpenedFiles(of: path)
    }

    /// Runs calls until the queue is closed and empty.
    func work(on queue: CallQueue, as thread: Int) {
        var calls = queue.take(upTo: limit, for: thread)
        while !calls.isEmpty {
            run(calls)
            calls = queue.take(upTo: limit, for: thread)
        }
        connection.close()
    }

    /// Runs calls that waited together in one snapshot, which begins after the last of them was made.
    ///
    /// Beginning and ending a snapshot costs as much as finding a row. Each call is answered as soon as it has run.
    private func run(_ calls: [Call]) {
        do {
            try files.check()
            let start = ContinuousClock.now
            for call in calls {
                if start.duration(to: .now) > longSnapshot { connection.endRead() }
                if calls.count > 1, connection.isIdle { try connection.run(.beginRead) }
                guard call.begin(again: false) else { continue }
                _ = call.perform(on: connection)
                call.finish()
            }
        } catch {
            for call in calls where call.begin(again: false) { call.fail(error) }
        }
        connection.endRead()
    }
}
