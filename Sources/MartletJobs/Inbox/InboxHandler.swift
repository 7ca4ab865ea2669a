public import MartletDatabase
public import MartletPayload

/// Works on the deliveries of one source, after they have been acknowledged.
///
/// A body that is not what ``Event`` declares becomes a dead letter with the reason; declare the fields that you use and
/// ignore the others, because senders add some at will.
public protocol InboxHandler<Event>: Sendable {
    /// What the body is decoded as; `RawJSON` takes any JSON.
    associatedtype Event: FieldValue

    /// The source whose deliveries it handles, as in ``Delivery/source``.
    static var source: String { get }

    /// How often and for how long a delivery is tried, and how many at a time.
    static var policy: JobPolicy { get }

    /// Works on a delivery, as ``JobHandler/run(_:context:)`` does on a job: at least once, in the order of its key.
    ///
    /// - Parameters:
    ///   - event: The decoded body.
    ///   - delivery: The delivery with its raw body.
    ///   - context: Which attempt this is.
    /// - Returns: What becomes of the delivery.
    /// - Throws: Anything: this attempt failed, and the delivery is tried again by the policy.
    func handle(_ event: Event, of delivery: InboxDelivery, context: JobContext) async throws -> JobOutcome

    /// Does what must happen when a delivery is given up, as ``JobHandler/gaveUp(on:because:in:)`` does for a job: in the
    /// transaction that makes it a dead letter.
    ///
    /// It does nothing unless declared, and does not run for a body that is not what ``Event`` declares.
    ///
    /// - Parameters:
    ///   - event: The decoded body.
    ///   - delivery: The delivery with its raw body.
    ///   - reason: Why, as the dead letter says it.
    ///   - tx: The transaction; like any, it may be run more than once, and only what it commits counts.
    /// - Throws: Anything: what this did is rolled back.
    func gaveUp(on event: Event, of delivery: InboxDelivery, because reason: String, in tx: Transaction) throws
}

extension InboxHandler {
    /// The default policy.
    public static var policy: JobPolicy { JobPolicy() }

    /// Does nothing: the dead letter is all that is left.
    public func gaveUp(
        on event: Event,
        of delivery: InboxDelivery,
        because reason: String,
        in tx: Transaction
    ) throws {}
}
