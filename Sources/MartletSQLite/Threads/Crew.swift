import MartletDatabase

/// The engine's threads: one writer and some readers, each with a connection of its own, and a watch.
struct Crew: Sendable {
    private let watch: DeadlineWatch
    private let reads: CallQueue
    private let writes: CallQueue
    private let writer: Worker
    private var readers: [Worker] = []
    private var watcher: Worker?

    /// Opens the file on new threads; when one of them fails, those that have started end.
    static func start(
        path: String,
        configuration: SQLiteEngine.Configuration,
        watch: DeadlineWatch,
        reads: CallQueue,
        writes: CallQueue,
        counters: SQLiteEngine.Counters
    ) async throws -> Crew {
        let writer = try await Worker.start {
            try Writer(path: path, configuration: configuration, counters: counters)
        } work: {
            $0.work(on: writes)
        }
        var crew = Crew(watch: watch, reads: reads, writes: writes, writer: writer)
        do {
            for number in 0..<configuration.readers {
                let reader = try await Worker.start {
                    try Reader(path: path, configuration: configuration)
                } work: {
                    $0.work(on: reads, as: number)
                }
                crew.readers.append(reader)
            }
            crew.watcher = try await Worker.start {
            } work: {
                watch.work(on: [reads, writes])
            }
        } catch {
            await crew.end()
            watch.reset()
            reads.reset()
            writes.reset()
            throw error
        }
        reads.open()
        writes.open()
        return crew
    }

    /// Lets waiting calls finish and ends the threads: the readers first, so that the writer moves the whole log.
    func end() async {
        reads.close()
        for reader in readers { await reader.ended() }
        writes.close()
        await writer.ended()
        watch.end()
        await watcher?.ended()
    }
}
