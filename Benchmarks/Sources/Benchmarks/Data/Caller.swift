import Glibc
import FoundationEssentials
import MartletTesting

/// Runs the program that calls a contender, in a new process and directory.
struct Caller {
    let seconds: Int
    let scratch: URL

    /// Returns the calls a second that a contender answers to so many callers.
    ///
    /// - Parameters:
    ///   - contender: The contender's name.
    ///   - callers: The number of callers.
    ///   - url: The database's address; nil for a file of its own.
    /// - Returns: The calls a second.
    /// - Throws: ``BenchmarkError`` with what the program said when it failed.
    func callsPerSecond(of contender: String, callers: Int, at url: String? = nil) async throws -> Double {
        let directory = try scratch.makeDirectory()
        let options = ["--place", url ?? directory, "--callers", "\(callers)", "--seconds", "\(seconds)"]
        return try await figure(of: contender, options, in: directory)
    }

    /// Returns the rows a second that one batch inserts.
    func rowsPerSecond(at url: String) async throws -> Double {
        try await figure(of: "batch", ["--place", url], in: try scratch.makeDirectory())
    }

    private func figure(of contender: String, _ options: [String], in directory: String) async throws -> Double {
        let program = try ServiceProcess("data", [contender] + options, variables: [:], in: directory)
        let status = await program.exit()
        let output = program.output
        try FileManager.default.removeItem(atPath: directory)
        // The rate is the last line; what a library logs stands before it.
        guard status == 0, let figure = output.split(separator: "\n").last.flatMap({ Double($0) }) else {
            throw BenchmarkError("'\(contender)' failed with \(status): \(output)")
        }
        return figure
    }
}
