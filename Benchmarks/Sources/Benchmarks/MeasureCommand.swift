import ArgumentParser
import FoundationEssentials
import MartletTesting

/// Runs the benchmarks, prints the table and writes the results.
struct MeasureCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "measure", abstract: "Run every benchmark, or some.")

    @Option(help: "A part to run alone; may be given several times.")
    var only: [Group] = []

    @Option(help: "The release binary whose start and memory are measured.")
    var binary = "dist/atelier"

    @Option(help: "The results of an earlier run, compared with and then written anew.")
    var results = "Benchmarks/results.json"

    @Option(help: "A directory on the disk that durable writes are measured on.")
    var scratch = ".build/benchmarks"

    @Option(help: "How often each figure is measured; the median counts.")
    var rounds = 5

    @Option(help: "How many seconds each contender is under load in a round.")
    var seconds = 4

    @Option(help: "The URL of a PostgreSQL that waits for its disk; what is measured makes its tables there.")
    var postgres = ProcessInfo.processInfo.environment["TEST_POSTGRES_URL"] ?? ""

    @Option(help: "The file of the arena's items; fifty are made up without it.")
    var dataset: String?

    private var groups: [Group] { only.isEmpty ? Group.allCases : only }

    func validate() throws {
        guard !postgres.isEmpty || Set(groups).isDisjoint(with: [.postgres, .batch, .arena]) else {
            throw ValidationError("PostgreSQL's address is missing; Scripts/bench starts a server and gives it.")
        }
        guard rounds >= 1, seconds >= 1 else { throw ValidationError("Measure at least once and for a second.") }
    }

    func run() async throws {
        let scratch = URL(filePath: scratch).appending(path: "run-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: scratch) }

        print(Machine.description)
        var measurements: [Measurement] = []
        for group in groups { measurements += try await measure(group, in: scratch) }
        let file = URL(filePath: results)
        let stored = try ResultsFile(reading: file)
        print(ResultsTable(measurements, stored: stored.measurements))
        try stored.merging(measurements, keepsOthers: !only.isEmpty).write(to: file)
    }

    private func measure(_ group: Group, in scratch: URL) async throws -> [Measurement] {
        switch group {
        case .intake: try await IntakeBenchmark(rounds: rounds, seconds: seconds, scratch: scratch).run()
        case .start:
            try await StartBenchmark(
                rounds: rounds,
                binary: URL(filePath: binary).standardizedFileURL.path,
                scratch: scratch
            ).run()
        case .postgres:
            try await PostgresBenchmark(rounds: rounds, seconds: seconds, scratch: scratch, url: postgres).run()
        case .batch: try await BatchBenchmark(rounds: rounds, scratch: scratch, url: postgres).run()
        case .sqlite: try await SQLiteBenchmark(rounds: rounds, seconds: seconds, scratch: scratch).run()
        case .arena: try await ArenaBenchmark(seconds: seconds, scratch: scratch, url: postgres, dataset: dataset).run()
        }
    }
}
