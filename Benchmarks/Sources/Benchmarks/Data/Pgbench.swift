import FoundationEssentials
import Glibc
import MartletTesting

/// The load generator of PostgreSQL, on one thread.
struct Pgbench {
    let url: String
    let seconds: Int
    let scratch: URL

    /// The size of its tables: so many times 100,000 accounts.
    private static let scale = 10

    /// What `postgres-write` does: two statements in a serializable transaction, which is repeated when it loses.
    private static let transfer = """
        \\set id random(1, 100000 * :scale)
        \\set amount random(-5000, 5000)
        BEGIN ISOLATION LEVEL SERIALIZABLE;
        SELECT abalance FROM pgbench_accounts WHERE aid = :id;
        UPDATE pgbench_accounts SET abalance = abalance + :amount WHERE aid = :id;
        COMMIT;

        """

    /// Makes the tables.
    func prepare() async throws {
        _ = try await run(["--initialize", "--quiet", "--scale=\(Self.scale)"], in: try scratch.makeDirectory())
    }

    /// Returns the selects a second with so many clients.
    func selectsPerSecond(clients: Int) async throws -> Double {
        try await transactionsPerSecond(["--select-only"], clients: clients, in: try scratch.makeDirectory())
    }

    /// Returns the writing transactions a second with so many clients.
    func writesPerSecond(clients: Int) async throws -> Double {
        let directory = try scratch.makeDirectory()
        try Self.transfer.write(toFile: "\(directory)/transfer.sql", atomically: true, encoding: .utf8)
        return try await transactionsPerSecond(
            ["--file=transfer.sql", "--no-vacuum", "--max-tries=10"],
            clients: clients,
            in: directory
        )
    }

    private func transactionsPerSecond(
        _ options: [String],
        clients: Int,
        in directory: String
    ) async throws -> Double {
        let load = ["--protocol=prepared", "--client=\(clients)", "--jobs=1", "--time=\(seconds)"]
        let output = try await run(options + load, in: directory)
        let line = output.split(separator: "\n").first { $0.hasPrefix("tps = ") }
        let figure = line?.dropFirst("tps = ".count).prefix { $0 != " " }
        guard let rate = figure.flatMap({ Double($0) }) else {
            throw BenchmarkError("pgbench told no rate: \(output)")
        }
        return rate
    }

    private func run(_ arguments: [String], in directory: String) async throws -> String {
        unblockAlarm()
        let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
        let pgbench = try ServiceProcess(
            "/usr/bin/env",
            ["pgbench"] + arguments + [url],
            variables: ["PATH": path],
            in: directory
        )
        guard await pgbench.exit() == 0 else { throw BenchmarkError("pgbench failed: \(pgbench.output)") }
        return pgbench.output
    }

    /// Unblocks the signal that pgbench measures its time with: Swift's threads block it, and a new process inherits that.
    private func unblockAlarm() {
        var signals = sigset_t()
        unsafe sigemptyset(&signals)
        unsafe sigaddset(&signals, SIGALRM)
        unsafe pthread_sigmask(SIG_UNBLOCK, &signals, nil)
    }
}
