import MartletDatabase
import MartletJobs
import MartletPayload
import MartletResilience

// snippet: MartletJobs
struct RemindAssignee: Job {
    static let policy = JobPolicy(attempts: 8, backoff: .exponential(from: .seconds(5)), deadline: .seconds(30))
    let assignee: String

    init(assignee: String) { self.assignee = assignee }
    init(reading fields: inout some FieldReader) { assignee = fields.required("assignee") }
    func write(to object: inout ObjectWriter) { object.field("assignee", assignee) }
}

func remind(_ assignee: String, by jobs: JobQueue, in database: Database) async throws {
    try await database.write { tx in
        _ = try jobs.enqueue(RemindAssignee(assignee: assignee), delay: .seconds(86_400), in: tx)
    }
}
// end
