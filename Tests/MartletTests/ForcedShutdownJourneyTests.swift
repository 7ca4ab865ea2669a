import FoundationEssentials
import Glibc
import MartletTesting
import Testing

/// How a service ends whose parts do not: an executable of its own, since the process has to go.
@Suite(.timeLimit(.minutes(10)))
struct ForcedShutdownJourneyTests {
    @Test func `S1-53 a part that overruns the deadline is cut off, and the exit says which`() async throws {
        try await StubbornProcess.with(["STUBBORN_MANNER": "drains-too-long"]) { process in
            _ = try await process.address()
            process.send(signal: SIGTERM)
            #expect(await process.exit() == 1)
            #expect(process.records(of: "component_overran").first?.contains("StubbornPart") == true)
            let failure = try #require(process.records(of: "service_failed").first)
            #expect(
                failure.contains("Not finished within SHUTDOWN_TIMEOUT of 0.0 seconds and cut off: StubbornPart.")
            )
            #expect(process.records(of: "shutdown_forced") == [])
        }
    }

    @Test func `S1-53 a part that ignores being cancelled does not hold the exit up`() async throws {
        try await StubbornProcess.with(["STUBBORN_MANNER": "runs-on"]) { process in
            _ = try await process.address()
            process.send(signal: SIGINT)
            #expect(await process.exit() == 1)
            #expect(process.records(of: "component_overran").first?.contains("StubbornPart") == true)
            #expect(process.records(of: "shutdown_forced").first?.contains("took longer than") == true)
        }
    }

    @Test func `a part that fails ends the process, though another one ignores being cancelled`() async throws {
        try await StubbornProcess.with(["STUBBORN_MANNER": "runs-on", "STUBBORN_FAILS": "true"]) { process in
            #expect(await process.exit() == 1)
            #expect(process.records(of: "shutdown_requested") == [])
            #expect(process.records(of: "shutdown_forced").first?.contains("took longer than") == true)
        }
    }

    @Test func `F-38 a second signal forces the exit`() async throws {
        let settings = ["STUBBORN_MANNER": "runs-on", "SHUTDOWN_TIMEOUT": "3600"]
        try await StubbornProcess.with(settings) { process in
            _ = try await process.address()
            process.send(signal: SIGTERM)
            _ = try await eventually("the record of the first signal") {
                process.records(of: "shutdown_requested").first
            }
            process.send(signal: SIGTERM)
            #expect(await process.exit() == 1)
            #expect(process.records(of: "shutdown_forced").first?.contains("a second SIGTERM") == true)
        }
    }
}

/// The service whose part does not want to end, in a process of its own.
private enum StubbornProcess {
    static func with(_ more: [String: String], _ body: (ServiceProcess) async throws -> Void) async throws {
        let standard = [
            "ENVIRONMENT": "development", "HTTP_PORT": "0", "ADMIN_HTTP_PORT": "0", "SHUTDOWN_TIMEOUT": "0",
        ]
        try await TemporaryDirectory.with { directory in
            let variables = standard.merging(more) { $1 }
            let process = try ServiceProcess("StubbornService", variables: variables, in: directory)
            defer { process.send(signal: SIGKILL) }
            try await body(process)
        }
    }
}
