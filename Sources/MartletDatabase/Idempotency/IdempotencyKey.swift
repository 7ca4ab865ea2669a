import Crypto
import Synchronization

/// The key under which a request is answered once, however often it is sent.
///
/// ```swift
/// let key = IdempotencyKey("ada POST /cards 8e03978e", request: body)
/// let card = try await database.write(once: key) { tx in
///     CardResponse(try store.createOne(payload, owner: member.id, in: tx))
/// }
/// ```
public final class IdempotencyKey: Sendable {
    /// What has become of a key.
    public enum Outcome: Sendable, Hashable {
        /// Nothing was written with it.
        case unused
        /// The effect and its answer are stored under it.
        case stored
        /// The answer stored under it was given again.
        case replayed
    }

    /// The text that tells requests apart: who asks for what, and the sender's own key.
    public let text: String

    /// What tells the request from others that come with the same key: the SHA-256 of its body.
    let fingerprint: [UInt8]

    private let state = Mutex(Outcome.unused)

    /// Creates the key of a request.
    ///
    /// - Parameters:
    ///   - text: Who asks for what, and the sender's own key; no other request may have the same.
    ///   - request: The request's raw body.
    public init(_ text: String, request: some Sequence<UInt8>) {
        self.text = text
        fingerprint = Array(SHA256.hash(data: Array(request)))
    }

    /// What has become of the key.
    public internal(set) var outcome: Outcome {
        get { state.withLock(\.self) }
        set { state.withLock { $0 = newValue } }
    }
}
