import Martlet
import NIOCore
import Synchronization

/// Fetches the pictures that Telegram cannot fetch itself.
///
/// The provider names their addresses, and might name any: so nothing is fetched but what is on the internet, and nothing is
/// handed on but pictures.
final class PictureDownload: Sendable {
    /// The largest picture that is fetched.
    static let limit = 20 << 20

    /// How many pictures may be in memory at a time.
    static let room = 2

    /// Who may be asked although it is no one on the internet; nil outside development.
    private let standIn: String?

    private let count = Mutex(0)

    /// Creates a download.
    ///
    /// - Parameter standIn: A URL at whose host, in development, pictures are as well.
    init(standIn: String? = nil) {
        self.standIn = standIn.flatMap { PictureAddress($0)?.origin }
    }

    /// Fetches the picture at a URL and hands it on, which takes memory until that has come to its end.
    ///
    /// Throws a ``PictureError`` where there is none, none that may be fetched, or no room now.
    func withPicture<Success>(at url: String, _ body: (ByteBuffer) async throws -> Success) async throws -> Success {
        let hasRoom = count.withLock { count in
            guard count < Self.room else { return false }
            count += 1
            return true
        }
        guard hasRoom else { throw PictureError(isFinal: false, "too many are being sent") }
        defer { count.withLock { $0 -= 1 } }
        return try await body(bytes(at: url))
    }

    /// A name for the file, the URL's own where it is a plain one.
    static func fileName(in url: String) -> String {
        let path = PictureAddress(url)?.path.prefix { $0 != "?" } ?? ""
        let name = path.split(separator: "/").last.map(String.init) ?? ""
        return name.wholeMatch(of: /[A-Za-z0-9_-]{1,80}\.[A-Za-z0-9]{1,5}/) == nil ? "picture.png" : name
    }

    private func bytes(at url: String) async throws -> ByteBuffer {
        guard let address = PictureAddress(url) else { throw PictureError(isFinal: true, "its URL is none") }
        try await check(address)
        do {
            let client = try HTTPClient(
                "pictures",
                HTTPClientConfiguration(
                    baseURL: address.origin,
                    timeout: .seconds(60),
                    // The job repeats what fails.
                    retry: RetryPolicy(attempts: 1),
                    responseLimit: Self.limit,
                    sendsCorrelation: false
                )
            )
            let answer: Result<HTTPClient.Response, any Error>
            do {
                answer = .success(
                    try await client.send(HTTPClient.Request(.get, RequestPath(stringLiteral: address.path)))
                )
            } catch { answer = .failure(error) }
            try await client.shutdown()
            return try Self.picture(in: answer.get())
        } catch let error as HTTPClientError {
            throw PictureError(isFinal: error.retryVerdict == .permanent, "\(error)")
        }
    }

    /// Refuses what is not on the internet.
    ///
    /// The client looks the host up again and may be told another address; whoever answers there has to prove to be the host,
    /// before anything is asked.
    private func check(_ address: PictureAddress) async throws {
        guard address.origin != standIn else { return }
        guard address.isSecure else { throw PictureError(isFinal: true, "its URL is not https") }
        let addresses = try await HostLookup.addresses(of: address.host)
        guard !addresses.isEmpty else { throw PictureError(isFinal: false, "nobody knows its host") }
        guard addresses.allSatisfy(\.isPublic) else {
            throw PictureError(isFinal: true, "its host is not on the internet")
        }
    }

    private static func picture(in response: HTTPClient.Response) throws -> ByteBuffer {
        guard response.isSuccess else {
            throw PictureError(isFinal: [403, 404, 410].contains(response.status), "status \(response.status)")
        }
        guard PictureFormat(of: response.body) != nil else { throw PictureError(isFinal: true, "it is none") }
        return response.body
    }
}
