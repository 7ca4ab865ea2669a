import MartletPayload
import MartletResilience

@testable import MartletJobs

/// The job that the tests enqueue.
struct Note: Job {
    static let name = "note"
    static let policy = JobPolicy(attempts: 3, backoff: .exponential(from: .seconds(2)), deadline: .seconds(60))

    let text: String

    init(text: String) {
        self.text = text
    }

    init(reading fields: inout some FieldReader) {
        text = fields.required("text")
    }

    func write(to object: inout ObjectWriter) {
        object.field("text", text)
    }
}

/// Does notes with a closure.
struct NoteHandler: JobHandler {
    let body: @Sendable (Note, JobContext) async throws -> JobOutcome

    init(_ body: @escaping @Sendable (Note, JobContext) async throws -> JobOutcome) {
        self.body = body
    }

    func run(_ job: Note, context: JobContext) async throws -> JobOutcome {
        try await body(job, context)
    }
}

/// Fails an attempt.
struct Mishap: Error, CustomStringConvertible {
    let description: String
}
