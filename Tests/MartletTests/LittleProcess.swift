import Foundation
import Glibc
import Martlet
import MartletPostgres
import MartletTesting
import NIOCore
import Testing

/// The little service's executable in a process of its own.
enum LittleProcess {
    /// The settings of a service outside development, where nothing migrates by itself.
    static func settings(_ url: String, _ more: [String: String] = [:]) -> [String: String] {
        [
            "ENVIRONMENT": "staging", "SECRETS_FROM_ENVIRONMENT": "allow", "HTTP_PORT": "0", "ADMIN_HTTP_PORT": "0",
            "HTTP_DRAIN_DELAY": "0", "DATABASE_URL": url,
        ]
        .merging(more) { $1 }
    }

    /// Runs a command to its end and returns its exit code and what it printed.
    static func run(
        _ arguments: [String],
        _ settings: [String: String] = [:],
        in directory: String
    ) async throws -> (code: Int32, output: String) {
        let process = try ServiceProcess("LittleService", arguments, variables: settings, in: directory)
        defer { process.send(signal: SIGKILL) }
        return (await process.exit(), process.output)
    }

    /// Runs a command that has to succeed.
    static func succeed(
        _ arguments: [String],
        _ settings: [String: String],
        in directory: String,
        at location: SourceLocation = #_sourceLocation
    ) async throws {
        let (code, output) = try await run(arguments, settings, in: directory)
        #expect(code == 0, "\(output)", sourceLocation: location)
    }

    /// Runs the service until it is ready and a closure has used a client of it.
    static func serve(
        _ settings: [String: String],
        in directory: String,
        _ body: (HTTPClient, ServiceProcess) async throws -> Void
    ) async throws {
        let process = try ServiceProcess("LittleService", variables: settings, in: directory)
        defer { process.send(signal: SIGKILL) }
        let address = try await process.address()
        try await withClient(address) { try await body($0, process) }
        process.send(signal: SIGTERM)
        #expect(await process.exit() == 0)
    }

    /// Lends a closure a client that tries once.
    static func withClient(_ address: String, _ body: (HTTPClient) async throws -> Void) async throws {
        let configuration = HTTPClientConfiguration(baseURL: address, retry: RetryPolicy(attempts: 1))
        let client = try HTTPClient("little", configuration)
        do { try await body(client) } catch {
            try await client.shutdown()
            throw error
        }
        try await client.shutdown()
    }
}

/// A URL of PostgreSQL with one of its parts changed.
func changed(_ url: String, _ change: (inout URLComponents) -> Void) throws -> String {
    var parts = try #require(URLComponents(string: url))
    change(&parts)
    return parts.string ?? ""
}

extension HTTPClient.Response {
    /// The body as text.
    var text: String { String(buffer: body) }
}
