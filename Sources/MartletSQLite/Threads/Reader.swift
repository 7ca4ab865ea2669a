/// One reading thread's connection and what it does with calls.
final class Reader {
    private let connection: SQLiteConnection
    private let threads: Int
    private let limit = 8

    init(path: String, configuration: SQLiteEngine.Configuration) throws {
        connection = try SQLiteConnection(path: path, role: .reader, statementLimit: configuration.statements)
        threads = configuration.readers
    }

    /// Runs calls until the queue is closed and empty.
    func work(on queue: CallQueue) {
        var calls = queue.take(upTo: limit, sharedBy: threads, finished: 0)
        while !calls.isEmpty {
            for call in calls where call.begin() {
                _ = call.perform(on: connection)
                connection.endRead()
                call.finish()
            }
            calls = queue.take(upTo: limit, sharedBy: threads, finished: calls.count)
        }
        connection.close()
    }
}
