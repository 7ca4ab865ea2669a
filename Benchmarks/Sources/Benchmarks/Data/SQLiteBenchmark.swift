import FoundationEssentials

/// Reads and durable writes a second on SQLite beside GRDB, and beside what no engine with threads can do without.
struct SQLiteBenchmark {
    let rounds: Int
    let seconds: Int
    let scratch: URL

    private static let readers = ["sqlite-run", "grdb-read", "bare-select", "hand-off"]
    private static let writers = ["sqlite-insert", "grdb-insert-full", "grdb-insert"]

    func run() async throws -> [Measurement] {
        let caller = Caller(seconds: seconds, scratch: scratch)
        let results = try await Rounds(count: rounds).run(Self.readers + Self.writers) { contender in
            try await caller.callsPerSecond(of: contender, callers: Self.writers.contains(contender) ? 64 : 16)
        }
        let read = "SQLite point read, 16 callers"
        let write = "SQLite durable write, 64 callers"
        let grdb = ("grdb-read", label: "GRDB, DatabasePool.read")
        let bare = ("bare-select", label: "SQLite's own functions on a thread")
        let handOff = ("hand-off", label: "a bare hand-off to a thread")
        let full = ("grdb-insert-full", label: "GRDB, synchronous = FULL")
        let normal = ("grdb-insert", label: "GRDB as it comes, not durable")
        return [
            results.row(read, "sqlite-run", against: grdb, atLeast: 3),
            results.row(read, "sqlite-run", against: handOff, atLeast: 0.5),
            results.row(read, "sqlite-run", against: bare),
            results.row("SQLite's own functions on a thread, 16 callers", "bare-select", against: handOff),
            results.row(write, "sqlite-insert", against: full, atLeast: 6),
            results.row(write, "sqlite-insert", against: normal, atLeast: 1),
        ]
    }
}
