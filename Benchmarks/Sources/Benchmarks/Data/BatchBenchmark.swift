import FoundationEssentials

/// 100,000 rows in one batch on PostgreSQL, beside psql's `\copy` of the same rows into the same table, empty each time.
struct BatchBenchmark {
    let rounds: Int
    let scratch: URL
    let url: String

    func run() async throws -> [Measurement] {
        let caller = Caller(seconds: 0, scratch: scratch)
        let psql = Psql(url: url, scratch: scratch)
        let batch = try await psql.makeBatch()
        // Makes the table, and the files that a first round would have to.
        _ = try await caller.rowsPerSecond(at: url)
        let results = try await Rounds(count: rounds).run(["psql", "martlet"]) { contender in
            contender == "psql"
                ? try await psql.rowsPerSecond(copying: batch) : try await caller.rowsPerSecond(at: url)
        }
        let copy = ("psql", label: "psql's \\copy")
        return [results.row("PostgreSQL createBatch, rows a second", "martlet", against: copy, atLeast: 0.8)]
    }
}
