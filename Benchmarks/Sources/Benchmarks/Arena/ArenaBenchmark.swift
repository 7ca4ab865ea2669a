import FoundationEssentials
import Glibc
import MartletTesting

/// Requests a second that the arena answers on PostgreSQL, each of its endpoints alone; there is nothing to compare with.
struct ArenaBenchmark {
    let seconds: Int
    let scratch: URL
    let url: String

    /// The file of `GET /json`'s items; nil makes fifty up.
    let dataset: String?

    func run() async throws -> [Measurement] {
        try await checkWithoutDatabase()
        let arena = try start(["DATABASE_URL": url])
        defer { arena.send(signal: SIGKILL) }
        let address = try await arena.address()
        try await ArenaCheck(address: address).run()
        let load = LoadProcess(seconds: seconds, scratch: scratch)
        var measurements: [Measurement] = []
        for workload in Workload.allCases where workload != .updates {
            for connections in [16, 64] {
                let result = try await load.run(on: address, workload, connections: connections)
                let name = "Arena, \(workload.rawValue), \(connections) connections"
                print("\(name): \(result), p99 \(Measurement.text(result.p99Milliseconds)) ms")
                measurements.append(Measurement(name, result.answersPerSecond, "1/s"))
            }
        }
        return measurements
    }

    /// Without a database its endpoints say so, and the others answer.
    private func checkWithoutDatabase() async throws {
        let arena = try start([:])
        defer { arena.send(signal: SIGKILL) }
        try await ArenaCheck(address: arena.address()).runWithoutDatabase()
    }

    private func start(_ variables: [String: String]) throws -> ServiceProcess {
        let directory = try scratch.makeDirectory()
        var path = dataset.map { URL(filePath: $0).standardizedFileURL.path }
        if path == nil {
            path = "\(directory)/dataset.json"
            try Self.standIn.write(toFile: "\(directory)/dataset.json", atomically: true, encoding: .utf8)
        }
        let arguments = ["--port", "0", "--dataset", path ?? ""]
        return try ServiceProcess("arena", arguments, variables: variables, in: directory)
    }

    /// Fifty items of the arena's shape.
    private static let standIn =
        "["
        + (1...50).map { id in
            """
            {"id":\(id),"name":"Alpha Widget \(id)","category":"electronics","price":\(id * 7),"quantity":\(id * 3),\
            "active":true,"tags":["sale","heavy-duty","popular"],"rating":{"score":48,"count":53}}
            """
        }.joined(separator: ",") + "]"
}
