import MartletContext
import MartletDatabase
import MartletPayload

/// A job as a worker takes it from the store.
struct ClaimedJob: Sendable, Record, NamedJob {
    let lease: JobLease
    let id: ID<any Job>
    let kind: String
    let payload: String
    let orderingKey: String?
    let attempt: Int
    let correlation: String?
    let runAt: Instant
    let createdAt: Instant

    init(reading columns: inout some ColumnReader) throws {
        lease = JobLease(position: try columns.read("position"), number: try columns.read("lease"))
        id = try columns.read("id")
        kind = try columns.read("kind")
        payload = try columns.read("payload")
        orderingKey = try columns.read("ordering_key")
        attempt = try columns.read("attempt")
        correlation = try columns.read("correlation")
        runAt = try columns.read("run_at")
        createdAt = try columns.read("created_at")
    }
}
