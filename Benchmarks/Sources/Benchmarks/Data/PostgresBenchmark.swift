import FoundationEssentials

/// Selects and transactions a second on PostgreSQL: each way to call beside pgbench with as many clients.
struct PostgresBenchmark {
    let rounds: Int
    let seconds: Int
    let scratch: URL
    let url: String

    private static let contenders = [
        "pgbench-select 16", "postgres-run 16", "postgres-leased 16", "postgres-read 16",
        "pgbench-select 64", "postgres-run 64",
        "pgbench-write 16", "postgres-write 16",
    ]

    func run() async throws -> [Measurement] {
        let pgbench = Pgbench(url: url, seconds: seconds, scratch: scratch)
        let caller = Caller(seconds: seconds, scratch: scratch)
        try await pgbench.prepare()
        let results = try await Rounds(count: rounds).run(Self.contenders) { contender in
            let parts = contender.split(separator: " ")
            let callers = Int(parts[1]) ?? 1
            return switch parts[0] {
            case "pgbench-select": try await pgbench.selectsPerSecond(clients: callers)
            case "pgbench-write": try await pgbench.writesPerSecond(clients: callers)
            default: try await caller.callsPerSecond(of: String(parts[0]), callers: callers, at: url)
            }
        }
        let select = "PostgreSQL point select"
        let by16 = ("pgbench-select 16", label: "pgbench -S -M prepared -c 16 -j 1")
        let by64 = ("pgbench-select 64", label: "pgbench -S -M prepared -c 64 -j 1")
        let writes = ("pgbench-write 16", label: "pgbench, the same transaction")
        return [
            results.row("\(select), run, 16 callers", "postgres-run 16", against: by16, atLeast: 1.2),
            results.row("\(select), run, 64 callers", "postgres-run 64", against: by64, atLeast: 2.5),
            results.row("\(select), a connection a call", "postgres-leased 16", against: by16, atLeast: 0.65),
            results.row("\(select), read { }", "postgres-read 16", against: by16, atLeast: 0.4),
            results.row("PostgreSQL write { }, two statements", "postgres-write 16", against: writes, atLeast: 0.6),
        ]
    }
}
