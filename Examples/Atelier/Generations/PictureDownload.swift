import Martlet
import NIOCore

/// Fetches the pictures that Telegram cannot fetch itself.
struct PictureDownload: Sendable {
    /// The largest picture that is fetched.
    static let limit = 20 << 20

    /// Fetches what is at an `http` or `https` URL; throws a ``PictureError``.
    func bytes(at url: String) async throws -> ByteBuffer {
        guard let (base, path) = Self.parts(of: url) else { throw PictureError(isFinal: true, "its URL is none") }
        do {
            let client = try HTTPClient(
                "pictures",
                HTTPClientConfiguration(
                    baseURL: base,
                    timeout: .seconds(60),
                    // The job repeats what fails.
                    retry: RetryPolicy(attempts: 1),
                    responseLimit: Self.limit,
                    sendsCorrelation: false
                )
            )
            let response = try await client.send(HTTPClient.Request(.get, RequestPath(stringLiteral: path)))
            try await client.shutdown()
            guard response.isSuccess else {
                throw PictureError(isFinal: [403, 404, 410].contains(response.status), "status \(response.status)")
            }
            return response.body
        } catch let error as HTTPClientError {
            throw PictureError(isFinal: error.retryVerdict == .permanent, "\(error)")
        }
    }

    /// A name for the file, the URL's own where it is a plain one.
    static func fileName(in url: String) -> String {
        let path = parts(of: url)?.path.prefix { $0 != "?" } ?? ""
        let name = path.split(separator: "/").last.map(String.init) ?? ""
        return name.wholeMatch(of: /[A-Za-z0-9_-]{1,80}\.[A-Za-z0-9]{1,5}/) == nil ? "picture.png" : name
    }

    private static func parts(of url: String) -> (base: String, path: String)? {
        guard let match = url.wholeMatch(of: /(https?:\/\/[^\/?#]+)(\/[^#]*)/) else { return nil }
        return (String(match.1), String(match.2))
    }
}

/// Why a picture cannot be fetched.
struct PictureError: Error, CustomStringConvertible {
    /// Whether it is of no use to try again.
    let isFinal: Bool

    private let reason: String

    init(isFinal: Bool, _ reason: String) {
        self.isFinal = isFinal
        self.reason = reason
    }

    var description: String { "The picture cannot be fetched: \(reason)." }
}
