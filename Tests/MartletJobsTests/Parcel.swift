import MartletDatabase
import MartletPayload
import Synchronization

@testable import MartletJobs

/// A slow job, of which two may run at a time.
struct Parcel: Job {
    static let name = "parcel"
    static let policy = JobPolicy(attempts: 3, slots: 2)

    let number: Int

    init(number: Int) {
        self.number = number
    }

    init(reading fields: inout some FieldReader) {
        number = fields.required("number")
    }

    func write(to object: inout ObjectWriter) {
        object.field("number", number)
    }
}

/// Does parcels with a closure, and knows how many ran at the same time.
struct ParcelHandler: JobHandler {
    let crowd: Crowd
    let body: @Sendable (Parcel, JobContext) async throws -> JobOutcome

    func run(_ job: Parcel, context: JobContext) async throws -> JobOutcome {
        crowd.enter()
        defer { crowd.leave() }
        return try await body(job, context)
    }
}

/// Counts who is inside.
final class Crowd: Sendable {
    private let counts = Mutex((inside: 0, most: 0))

    /// The most that were inside at the same time.
    var most: Int { counts.withLock(\.most) }

    func enter() {
        counts.withLock { $0 = ($0.inside + 1, max($0.most, $0.inside + 1)) }
    }

    func leave() {
        counts.withLock { $0.inside -= 1 }
    }
}

extension JobBench {
    /// Enqueues parcels in one transaction, in order.
    func enqueueParcels(_ count: Int, orderedBy key: String? = nil) async throws {
        try await database.write { [jobs] tx in
            for number in 0..<count { try jobs.enqueue(Parcel(number: number), orderedBy: key, in: tx) }
        }
    }
}
