import FoundationEssentials
import Glibc
import MartletContext
import MartletTesting

/// From the start of the release binary until it is ready, and its memory when idle.
///
/// Each round starts in an empty directory with nothing configured but its ports, so it creates its database too.
struct StartBenchmark {
    let rounds: Int
    let binary: String
    let scratch: URL

    private static let idle = Duration.seconds(3)
    private static let patience = Duration.seconds(10)

    func run() async throws -> [Measurement] {
        guard FileManager.default.isExecutableFile(atPath: binary) else {
            throw BenchmarkError("There is no \(binary); run make dist first.")
        }
        var times: [Double] = []
        var sizes: [Double] = []
        for round in 0..<rounds {
            let (time, size) = try await measure()
            print("round \(round + 1), start: \(Measurement.text(time)) ms, \(Measurement.text(size)) MB")
            times.append(time)
            sizes.append(size)
        }
        return [
            Measurement("Start of the release binary until ready", times.median ?? 0, "ms", bar: .atMost(150)),
            Measurement("Resident memory of the release binary, idle", sizes.median ?? 0, "MB", bar: .atMost(32)),
        ]
    }

    private func measure() async throws -> (milliseconds: Double, megabytes: Double) {
        let clock = SystemTime()
        let directory = try scratch.makeDirectory()
        let port = try await ReadyProbe.freePort()
        let variables = ["ENVIRONMENT": "development", "HTTP_PORT": "\(port)", "ADMIN_HTTP_PORT": "0"]
        let probe = ReadyProbe(port: port)
        let start = clock.uptime
        let service = try ServiceProcess(binary, variables: variables, in: directory)
        defer { service.send(signal: SIGKILL) }
        while try await !probe.isReady() {
            guard clock.uptime - start < Self.patience else {
                throw BenchmarkError("The service did not become ready; it said: \(service.output)")
            }
            try await clock.sleep(for: .milliseconds(1))
        }
        let time = clock.uptime - start
        try await clock.sleep(for: Self.idle)
        let megabytes = try ResidentMemory.megabytes(of: service.id)
        service.send(signal: SIGTERM)
        _ = await service.exit()
        return (time / .milliseconds(1), megabytes)
    }
}
