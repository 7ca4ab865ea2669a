import MartletDatabase
import MartletPayload
import NIOCore

/// A handler and the kind of jobs that it does.
public struct JobRegistration: Sendable {
    let kind: String
    let policy: JobPolicy
    let run: @Sendable (ClaimedJob, JobContext, Database) async throws -> JobOutcome

    init(
        kind: String,
        policy: JobPolicy,
        run: @escaping @Sendable (ClaimedJob, JobContext, Database) async throws -> JobOutcome
    ) {
        self.kind = kind
        self.policy = policy
        self.run = run
    }

    init<Handler: JobHandler>(_ handler: Handler) {
        self.init(kind: Handler.Work.name, policy: Handler.Work.policy) { claim, context, _ in
            let work: Handler.Work
            do { work = try JSON.decode(Handler.Work.self, from: ByteBuffer(string: claim.payload)) } catch {
                return .dead("The stored payload does not fit \(Handler.Work.self) any more. \(error)")
            }
            return try await handler.run(work, context: context)
        }
    }

    init<Handler: InboxHandler>(_ handler: Handler) {
        self.init(kind: InboxWork.kind(of: Handler.source), policy: Handler.policy) { claim, context, database in
            let work = try JSON.decode(InboxWork.self, from: ByteBuffer(string: claim.payload))
            let store = InboxStore()
            guard let delivery = try await database.run(store.getOne(work)) else {
                return .dead("The delivery is not in the inbox any more.")
            }
            let event: Handler.Event
            do { event = try JSON.decode(Handler.Event.self, from: ByteBuffer(bytes: delivery.body)) } catch {
                return .dead("The body is not what \(Handler.Event.self) declares. \(error)")
            }
            return try await handler.handle(event, of: delivery, context: context)
        }
    }
}
