import MartletDatabase

/// The engine's threads: one writer and some readers, each with a connection of its own.
struct Crew: Sendable {
    private let reads: CallQueue
    private let writes: CallQueue
    private let writer: Worker
    private let readers: [Worker]

    /// Opens the file on new threads; when one of them fails, those that have started end.
    static func start(
        path: String,
        configuration: SQLiteEngine.Configuration,
        reads: CallQueue,
        writes: CallQueue,
        counters: SQLiteEngine.Counters
    ) async throws -> Crew {
        let writer = try await Worker.start {
            try Writer(path: path, configuration: configuration, counters: counters)
        } work: {
            $0.work(on: writes)
        }
        var readers: [Worker] = []
        do {
            for _ in 0..<configuration.readers {
                let reader = try await Worker.start {
                    try Reader(path: path, configuration: configuration)
                } work: {
                    $0.work(on: reads)
                }
                readers.append(reader)
            }
        } catch {
            await Crew(reads: reads, writes: writes, writer: writer, readers: readers).end()
            reads.reset()
            writes.reset()
            throw error
        }
        reads.open()
        writes.open()
        return Crew(reads: reads, writes: writes, writer: writer, readers: readers)
    }

    /// Lets waiting calls finish and ends the threads: the readers first, so that the writer moves the whole log.
    func end() async {
        reads.close()
        for reader in readers { await reader.ended() }
        writes.close()
        await writer.ended()
    }
}
