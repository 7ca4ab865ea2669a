public import NIOCore

/// Something that a sender delivers, perhaps more than once.
public struct Delivery: Sendable, Hashable {
    /// Who delivers, for example `telegram`; fixed in the program, 1 to 200 bytes.
    public let source: String

    /// The sender's id of the event, the same in every repetition; 1 to 200 bytes.
    public let eventID: String

    /// What the event keeps an order with, for example `chat 42`; nil for none.
    public let orderingKey: String?

    /// The raw body, at most 1 MiB; stored as it is.
    public let body: ByteBuffer

    /// Creates a delivery.
    public init(source: String, eventID: String, orderedBy key: String? = nil, body: ByteBuffer) {
        self.source = source
        self.eventID = eventID
        orderingKey = key
        self.body = body
    }
}
