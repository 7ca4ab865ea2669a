import MartletContext
import MartletDatabase
import MartletPayload
import NIOCore

/// The SQL of the inbox.
struct InboxStore: Sendable {
    /// Stores a delivery; no row is touched when it is there already.
    func insert(_ delivery: Delivery) -> Statement<Changes> {
        let context = Context.current
        return """
            INSERT INTO inbox \(values: [
                "source": delivery.source,
                "event_id": delivery.eventID,
                "ordering_key": delivery.orderingKey,
                "correlation": context.correlation?.description,
                "job": ID<any Job>(),
                "received_at": context.clock.now,
                "body": Array(delivery.body.readableBytesView),
            ]) ON CONFLICT (source, event_id) DO NOTHING
            """
    }

    /// Finds the delivery that a job works on.
    func getOne(_ work: InboxWork) -> Statement<InboxDelivery?> {
        "SELECT \(columns: InboxDelivery.self) FROM inbox WHERE position = \(work.position)"
    }
}
