import FoundationEssentials
import MartletTesting

/// PostgreSQL's own client, and its way to load a file.
struct Psql {
    let url: String
    let scratch: URL

    /// The number of rows in the file of ``makeBatch()``.
    private static let rows = 100_000.0

    /// Writes the file of rows; returns its path.
    func makeBatch() async throws -> String {
        let directory = try scratch.makeDirectory()
        let program = try ServiceProcess("data", ["batch-file"], variables: [:], in: directory)
        guard await program.exit() == 0 else {
            throw BenchmarkError("There is no batch: \(program.output.prefix(500))")
        }
        let path = "\(directory)/batch.tsv"
        try program.output.write(toFile: path, atomically: true, encoding: .utf8)
        return path
    }

    /// Returns the rows a second that `\copy` loads into the empty table; the time is psql's own.
    func rowsPerSecond(copying path: String) async throws -> Double {
        let commands = ["TRUNCATE batch_items", "\\timing on", "\\copy batch_items from '\(path)'"]
        let environment = ProcessInfo.processInfo.environment["PATH"] ?? ""
        let psql = try ServiceProcess(
            "/usr/bin/env",
            ["psql", "--no-psqlrc", "--set=ON_ERROR_STOP=1"] + commands.flatMap { ["--command", $0] } + [url],
            variables: ["PATH": environment],
            in: try scratch.makeDirectory()
        )
        guard await psql.exit() == 0 else { throw BenchmarkError("psql failed: \(psql.output)") }
        let line = psql.output.split(separator: "\n").last { $0.hasPrefix("Time: ") }
        let figure = line?.dropFirst("Time: ".count).prefix { $0 != " " }
        guard psql.output.contains("COPY 100000"), let milliseconds = figure.flatMap({ Double($0) }) else {
            throw BenchmarkError("psql told no time: \(psql.output)")
        }
        return Self.rows / (milliseconds / 1000)
    }
}
