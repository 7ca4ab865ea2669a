import Foundation
import Synchronization

/// A service's own executable in a process of its own, to be killed, stopped and started again.
///
/// Its log goes into a file of the working directory, so that what it said before it died can be read.
public final class ServiceProcess: Sendable {
    private let process: Process
    private let log: URL
    private let ends = AsyncStream.makeStream(of: Never.self)

    /// Starts an executable with nothing in its environment but what is given and `PATH`.
    ///
    /// - Parameters:
    ///   - executable: The path of the executable, or its name beside the running tests.
    ///   - arguments: Its arguments.
    ///   - variables: Its environment.
    ///   - directory: Its working directory.
    /// - Throws: What the system says when it cannot be started.
    public init(
        _ executable: String,
        _ arguments: [String] = ["serve"],
        variables: [String: String],
        in directory: String
    ) throws {
        log = URL(filePath: directory).appending(path: "service-\(UUID().uuidString).log")
        try Data().write(to: log)
        let output = try FileHandle(forWritingTo: log)
        process = Process()
        process.executableURL = URL(filePath: executable.contains("/") ? executable : Self.product(executable))
        process.arguments = arguments
        process.environment = variables.merging(["PATH": "/usr/bin:/bin"]) { given, _ in given }
        process.currentDirectoryURL = URL(filePath: directory)
        process.standardOutput = output
        process.standardError = output
        process.terminationHandler = { [ends] _ in ends.continuation.finish() }
        try process.run()
    }

    /// The process id.
    public var id: Int32 { process.processIdentifier }

    /// Everything the process has written so far, on both outputs.
    public var output: String {
        (try? String(contentsOf: log, encoding: .utf8)) ?? ""
    }

    /// The log records of an event so far, each a line.
    public func records(of event: String) -> [String] {
        output.split(separator: "\n").filter { $0.contains("\"event\":\"\(event)\"") }.map(String.init)
    }

    /// Waits until the service has started, and returns the address of its public listener.
    public func address() async throws -> String {
        try await eventually("the start of the service, which said:\n\(output)\n, and that") {
            guard let record = records(of: "service_started").first else {
                guard process.isRunning else { throw ServiceProcessError(output: output) }
                return nil
            }
            // The operators' listener comes first, the service's own last.
            let addresses = record.split(separator: "\"").first { $0.hasPrefix("http://") }
            return addresses?.split(separator: " ").last.map(String.init)
        }
    }

    /// Sends a signal, for example `SIGTERM` or `SIGKILL`, unless the process has ended.
    public func send(signal: Int32) {
        if process.isRunning { kill(id, signal) }
    }

    /// Waits for the end of the process and returns its exit code, or 128 and the signal that ended it.
    public func exit() async -> Int32 {
        for await _ in ends.stream {}
        let status = process.terminationStatus
        return process.terminationReason == .uncaughtSignal ? 128 + status : status
    }

    /// The path of a product that was built beside the running tests.
    public static func product(_ name: String) -> String {
        URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().appending(path: name).path
    }
}

/// A process that ended before it had started its work.
public struct ServiceProcessError: Error, CustomStringConvertible {
    let output: String

    /// What the process said.
    public var description: String {
        "The service ended before it had started; it said:\n\(output)"
    }
}
