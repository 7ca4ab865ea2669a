import Martlet
import NIOCore

/// Fetches a file that the bot names by its URL, as Telegram does: with a bound of size and of time.
enum WebFile {
    /// The most bytes of a picture, and of another file.
    static let (photo, document) = (5 << 20, 20 << 20)

    /// How long fetching may take.
    static let timeout = Duration.seconds(20)

    static func fetch(_ url: String, limit: Int) async throws(BotRefusal) -> Upload {
        let response = try await get(url, limit: limit)
        let type = response.header("content-type").map { String($0.prefix { $0 != ";" }) }
        if let type, type.hasPrefix("text/") { throw .badRequest("wrong type of the web page content") }
        return Upload(
            name: url.split(separator: "?")[0].split(separator: "/").last.map(String.init) ?? "file",
            contentType: type ?? "application/octet-stream",
            bytes: response.body
        )
    }

    private static func get(_ url: String, limit: Int) async throws(BotRefusal) -> HTTPClient.Response {
        do {
            let address = try WebAddress(url)
            let client = try HTTPClient(
                "stand-in-fetch",
                HTTPClientConfiguration(baseURL: address.base, timeout: timeout, retry: RetryPolicy(attempts: 1))
            )
            let request = HTTPClient.Request(.get, address.path, responseLimit: limit)
            let outcome: Result<HTTPClient.Response, any Error>
            do { outcome = .success(try await client.send(request)) } catch { outcome = .failure(error) }
            try await client.shutdown()
            let response = try outcome.get()
            guard response.isSuccess, response.body.readableBytes > 0 else { throw Problem.notFound() }
            return response
        } catch {
            throw .badRequest("failed to get HTTP URL content")
        }
    }
}
