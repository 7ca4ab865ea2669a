/// One reading thread's connection and what it does with calls.
final class Reader {
    private let connection: SQLiteConnection
    private let limit = 8

    init(path: String, configuration: SQLiteEngine.Configuration) throws {
        connection = try SQLiteConnection(path: path, role: .reader, configuration: configuration)
    }

    /// Runs calls until the queue is closed and empty.
    func work(on queue: CallQueue, as thread: Int) {
        var calls = queue.take(upTo: limit, for: thread)
        while !calls.isEmpty {
            for call in calls where call.begin(again: false) {
                _ = call.perform(on: connection)
                connection.endRead()
                call.finish()
            }
            calls = queue.take(upTo: limit, for: thread)
        }
        connection.close()
    }
}
