import MartletDatabase

/// The engine's threads: one writer, some readers and some that stream, each with a connection of its own, and a watch.
struct Crew: Sendable {
    private let watch: DeadlineWatch
    private let reads: CallQueue
    private let streams: CallQueue
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
        streams: CallQueue,
        writes: CallQueue,
        counters: SQLiteEngine.Counters
    ) async throws -> Crew {
        let writer = try await Worker.start {
            try Writer(path: path, configuration: configuration, counters: counters)
        } work: {
            $0.work(on: writes)
        }
        var crew = Crew(watch: watch, reads: reads, streams: streams, writes: writes, writer: writer)
        do {
            for (queue, threads) in [(reads, configuration.readers), (streams, configuration.streams)] {
                for number in 0..<threads {
                    let reader = try await Worker.start {
                        try Reader(path: path, configuration: configuration)
                    } work: {
                        $0.work(on: queue, as: number)
                    }
                    crew.readers.append(reader)
                }
            }
            crew.watcher = try await Worker.start {
            } work: {
                watch.work(on: [reads, streams, writes])
            }
        } catch {
            await crew.end()
            watch.reset()
            reads.reset()
            streams.reset()
            writes.reset()
            throw error
        }
        reads.open()
        streams.open()
        writes.open()
        return crew
    }

    /// Lets waiting calls finish and ends the threads: the readers first, so that the writer moves the whole log.
    func end() async {
        reads.close()
        streams.close()
        for reader in readers { await reader.ended() }
        writes.close()
        await writer.ended()
        watch.end()
        await watcher?.ended()
    }
}
