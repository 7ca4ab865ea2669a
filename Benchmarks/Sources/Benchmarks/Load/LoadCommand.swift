import ArgumentParser
import MartletPayload
import NIOCore

/// Sends requests to a service in a closed loop, in a process of its own, and prints what it saw as JSON.
struct LoadCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "load",
        abstract: "Send requests to 127.0.0.1 and print the rate and the latencies."
    )

    @Argument(help: "The port of the service.")
    var port: Int

    @Option(help: "What is asked for.")
    var workload = Workload.updates

    @Option(help: "The number of connections; each waits for its answer before it sends again.")
    var connections = 64

    @Option(help: "How many seconds run before those that count.")
    var warmUp = 1

    @Option(help: "How many seconds count.")
    var seconds = 4

    func run() async throws {
        let generator = LoadGenerator(
            port: port,
            workload: workload,
            connections: connections,
            warmUp: .seconds(Int64(warmUp)),
            length: .seconds(Int64(seconds))
        )
        print(String(buffer: try JSON.encode(try await generator.run())))
    }
}
