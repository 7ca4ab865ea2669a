import Crypto
import FoundationEssentials
import Logging
import Martlet
import Synchronization

/// Tells the provider's customer that a task has ended, until it is heard or has been told often enough.
final class ProviderCallbacks: Sendable {
    private let key: Secret<String>
    private let latest = Mutex<(base: String, client: HTTPClient)?>(nil)

    /// How often a customer who does not answer with success is told, and how long an answer may take.
    static let (attempts, timeout) = (5, Duration.seconds(15))

    init(key: Secret<String>) {
        self.key = key
    }

    /// Tells whether a URL is one that can be called.
    func reaches(_ url: String) -> Bool {
        (try? target(url)) != nil
    }

    /// Waits for the end of a task and calls back; gives up in the end.
    func callBack(for task: ProviderTask) async throws {
        guard let url = task.order.callback, let end = task.end else { return }
        try await Context.current.clock.sleep(until: end)
        for _ in 0..<(task.fault == .callsBackTwice ? 2 : 1) {
            let policy = RetryPolicy(
                attempts: Self.attempts,
                backoff: .exponential(from: .seconds(1), cap: .seconds(30), jitter: .additive(0))
            )
            do {
                try await policy.run("stand-in.callback", classify: { _ in .transient }) { _ in
                    try await post(task, to: url)
                }
            } catch is CancellationError {
                throw CancellationError()
            } catch {
                Context.current.logger.info("stand_in_callback_given_up", metadata: ["task": "\(task.id)"])
            }
        }
    }

    private func post(_ task: ProviderTask, to url: String) async throws {
        let (client, path) = try target(url)
        let timestamp = String(Context.current.clock.now.microseconds / 1_000_000)
        let key = task.fault == .forgesSignature ? Secret("somebody else's key") : key
        var request = HTTPClient.Request(.post, path, timeout: Self.timeout)
        request.headers["X-Webhook-Timestamp"] = timestamp
        request.headers["X-Webhook-Signature"] = Self.signature(of: task.id, at: timestamp, key: key)
        try request.setJSON(
            RawJSON.object { object in
                object.field("code", task.state == .success ? 200 : 501)
                object.field("msg", task.state == .success ? "success" : "Generation failed")
                object.field("data", task.record)
            }
        )
        guard try await client.send(request).isSuccess else {
            throw Problem.unavailable("The callback was not taken.")
        }
    }

    /// Base64 of the HMAC-SHA256 over the task, a dot and the time.
    static func signature(of task: String, at timestamp: String, key: Secret<String>) -> String {
        let key = SymmetricKey(data: Data(key.reveal().utf8))
        let code = HMAC<SHA256>.authenticationCode(for: Data("\(task).\(timestamp)".utf8), using: key)
        return Data(code).base64EncodedString()
    }

    /// The client and path of a URL; the latest client serves as long as the address stays the same.
    private func target(_ url: String) throws -> (HTTPClient, RequestPath) {
        guard let slash = url.lastIndex(of: "/"), !url.contains("?") else {
            throw Problem.malformedRequest("A callback's URL has a path and no query.")
        }
        let base = String(url[..<slash])
        let client = try latest.withLock { latest in
            if let latest, latest.base == base { return latest.client }
            let client = try HTTPClient("stand-in-provider", HTTPClientConfiguration(baseURL: base))
            latest = (base, client)
            return client
        }
        return (client, "/\(url[url.index(after: slash)...])")
    }
}
