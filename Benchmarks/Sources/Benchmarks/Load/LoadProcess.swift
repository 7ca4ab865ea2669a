import FoundationEssentials
import MartletPayload
import MartletTesting
import NIOCore

/// Loads a service from a process of its own.
struct LoadProcess {
    let seconds: Int
    let scratch: URL

    /// Returns what the load saw.
    ///
    /// - Parameters:
    ///   - address: The service's address, which ends in its port.
    ///   - workload: What is asked for.
    ///   - connections: The number of connections.
    /// - Returns: The rate and the latencies.
    /// - Throws: ``BenchmarkError`` with what the service answered when that was a failure.
    func run(on address: String, _ workload: Workload, connections: Int = 64) async throws -> LoadResult {
        guard let port = address.split(separator: ":").last else {
            throw BenchmarkError("The service listens on '\(address)', which has no port.")
        }
        let options = ["--workload", workload.rawValue, "--connections", "\(connections)", "--seconds", "\(seconds)"]
        let directory = try scratch.makeDirectory()
        let load = try ServiceProcess("benchmarks", ["load", String(port)] + options, variables: [:], in: directory)
        guard await load.exit() == 0 else {
            throw BenchmarkError("The load on \(workload.rawValue) failed: \(load.output)")
        }
        return try JSON.decode(LoadResult.self, from: ByteBuffer(string: load.output))
    }
}
