public import MartletContext
public import MartletDatabase

/// A delivery on its way out of the inbox.
public struct InboxDelivery: Sendable, Record {
    /// Who delivered it.
    public let source: String

    /// The sender's id of the event.
    public let eventID: String

    /// The raw body.
    public let body: [UInt8]

    /// When it was stored.
    public let receivedAt: Instant

    /// Reads a row of the inbox.
    public init(reading columns: inout some ColumnReader) throws {
        source = try columns.read("source")
        eventID = try columns.read("event_id")
        body = try columns.read("body")
        receivedAt = try columns.read("received_at")
    }
}
