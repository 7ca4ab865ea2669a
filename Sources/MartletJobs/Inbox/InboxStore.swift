import MartletContext
import MartletDatabase
import MartletPayload
import NIOCore

/// The SQL of the inbox.
struct InboxStore: Sendable {
    /// Stores a delivery; returns false when it is there already.
    func insert(_ delivery: Delivery, job: ID<any Job>, in tx: Transaction) throws -> Bool {
        let insert: Statement<Changes> = """
            INSERT INTO inbox \(values: [
                "source": delivery.source,
                "event_id": delivery.eventID,
                "body": Array(delivery.body.readableBytesView),
                "job": job,
                "received_at": Context.current.clock.now,
            ]) ON CONFLICT (source, event_id) DO NOTHING
            """
        return try tx.run(insert).count > 0
    }

    /// Finds a delivery.
    func getOne(_ eventID: String, source: String) -> Statement<InboxDelivery?> {
        """
        SELECT \(columns: InboxDelivery.self) FROM inbox WHERE source = \(source) AND event_id = \(eventID)
        """
    }
}
