import InMemoryLogging
import Logging
import MartletContext
import MartletHTTPClient
import MartletPayload
import MartletResilience
import MartletTesting
import Metrics
import MetricsTestKit

/// A client of a scripted server, in a context with a test clock, a log and metrics in memory and no chance.
struct Bench: Sendable {
    let clock = TestClock()
    let log = InMemoryLogHandler()
    let metrics = TestMetrics()

    var context: Context {
        Context(
            clock: clock,
            correlation: CorrelationID("trace-1"),
            logger: Logger(label: "test", factory: { _ in log }),
            randomness: FixedRandom()
        )
    }

    /// What the one record of the call says.
    var call: Logger.Metadata? {
        let calls = log.entries.filter { $0.message == "http_call_completed" }
        return calls.count == 1 ? calls.first?.metadata : nil
    }

    /// Runs an operation with a client of a new server, and shuts both down.
    func run<Success: Sendable>(
        _ script: @escaping ScriptedServer.Script,
        configure: (inout HTTPClientConfiguration) -> Void = { _ in },
        operation: (HTTPClient, ScriptedServer) async throws -> Success
    ) async throws -> Success {
        try await ScriptedServer.run(script) { server, baseURL in
            var configuration = HTTPClientConfiguration(baseURL: baseURL)
            configure(&configuration)
            let client = try HTTPClient("stub", configuration)
            let outcome = await context.run {
                await withMetricsFactory(metrics) { () async -> Result<Success, any Error> in
                    do { return .success(try await operation(client, server)) } catch { return .failure(error) }
                }
            }
            try await client.shutdown()
            return try outcome.get()
        }
    }

    /// How often an attempt ended in a status.
    func attempts(_ method: String, _ status: String) throws -> Int64 {
        let dimensions = [("client", "stub"), ("method", method), ("status", status)]
        return try metrics.expectCounter("http.client.requests", dimensions).totalValue
    }
}

/// A payload of the scripted service.
struct Person: Payload, Equatable {
    var name: String

    init(name: String) {
        self.name = name
    }

    init(reading fields: inout some FieldReader) {
        name = fields.required("name")
    }

    func write(to object: inout ObjectWriter) {
        object.field("name", name)
    }
}

/// The JSON of a person named Ada.
let ada = #"{"name":"Ada"}"#

/// A script that gives every request the same answer.
func always(_ answer: ScriptedServer.Answer) -> ScriptedServer.Script {
    { _, _ in answer }
}

/// Runs an operation that must fail, and returns what it threw.
func thrown(by operation: () async throws -> some Sendable) async -> (any Error)? {
    do {
        _ = try await operation()
        return nil
    } catch {
        return error
    }
}
