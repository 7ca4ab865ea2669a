import ArgumentParser
import FoundationEssentials
import MartletTesting

/// Runs every benchmark, prints the table and writes the results.
struct MeasureCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "measure", abstract: "Run every benchmark.")

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

    func validate() throws {
        guard rounds >= 1, seconds >= 1 else { throw ValidationError("Measure at least once and for a second.") }
    }

    func run() async throws {
        let scratch = URL(filePath: scratch).appending(path: "run-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: scratch) }

        print(Machine.description)
        var measurements = try await IntakeBenchmark(rounds: rounds, seconds: seconds, scratch: scratch).run()
        measurements += try await StartBenchmark(
            rounds: rounds,
            binary: URL(filePath: binary).standardizedFileURL.path,
            scratch: scratch
        ).run()
        let file = URL(filePath: results)
        print(ResultsTable(measurements, stored: try ResultsFile(reading: file).measurements))
        try ResultsFile(measurements).write(to: file)
    }
}
