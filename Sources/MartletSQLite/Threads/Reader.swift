/// One reading thread's connection and what it does with calls.
final class Reader {
    private let connection: SQLiteConnection
    private let files: OpenedFiles
    private let limit = 8

    init(path: String, configuration: SQLiteEngine.Configuration) throws {
        connection = try SQLiteConnection(path: path, role: .reader, configuration: configuration)
        files = try OpenedFiles(of: path)
    }

    /// Runs calls until the queue is closed and empty.
    func work(on queue: CallQueue, as thread: Int) {
        var calls = queue.take(upTo: limit, for: thread)
        while !calls.isEmpty {
            do {
                try files.check()
                for call in calls where call.begin(again: false) {
                    _ = call.perform(on: connection)
                    connection.endRead()
                    call.finish()
                }
            } catch {
                for call in calls where call.begin(again: false) { call.fail(error) }
            }
            calls = queue.take(upTo: limit, for: thread)
        }
        connection.close()
    }
}
