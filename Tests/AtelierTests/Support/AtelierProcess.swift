import Glibc
import Martlet
import MartletTesting

/// Atelier's own executable, running in a process of its own.
struct AtelierProcess: Sendable {
    let process: ServiceProcess

    /// Where it listens.
    let address: String

    /// A client of it.
    let client: HTTPClient

    /// Starts the executable, lends it to a closure when it is ready, and kills it afterwards if it still runs.
    @discardableResult
    static func with<Success>(
        _ telegram: TelegramDouble,
        database url: String,
        in directory: String,
        _ more: [String: String] = [:],
        through tracer: [String] = [],
        _ body: (AtelierProcess) async throws -> Success
    ) async throws -> Success {
        let variables = settings(telegram, database: url, more)
        let command = tracer + [ServiceProcess.product("atelier"), "serve"]
        let process = try ServiceProcess(command[0], Array(command.dropFirst()), variables: variables, in: directory)
        defer { process.send(signal: SIGKILL) }
        let address = try await process.address()
        let configuration = HTTPClientConfiguration(baseURL: address, timeout: .seconds(60))
        let client = try HTTPClient("atelier", configuration)
        do {
            let success = try await body(AtelierProcess(process: process, address: address, client: client))
            try await client.shutdown()
            return success
        } catch {
            try await client.shutdown()
            throw error
        }
    }

    /// The settings of such a process.
    static func settings(
        _ telegram: TelegramDouble,
        database url: String,
        _ more: [String: String] = [:]
    ) -> [String: String] {
        let standard = [
            "ENVIRONMENT": "development", "HTTP_PORT": "0", "ADMIN_HTTP_PORT": "0", "DATABASE_URL": url,
        ]
        return telegram.settings(standard).merging(more) { $1 }
    }
}
