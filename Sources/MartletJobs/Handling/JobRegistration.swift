import MartletDatabase
import MartletPayload
import NIOCore

/// A handler and the kind of jobs that it does.
public struct JobRegistration: Sendable {
    let kind: String
    let policy: JobPolicy
    let run: @Sendable (ClaimedJob, JobContext, Database) async throws -> JobOutcome
    /// Tells the handler that a job is given up; does nothing where the stored payload cannot be decoded.
    let gaveUp: @Sendable (DeadLetter, Transaction) throws -> Void

    init<Handler: JobHandler>(_ handler: Handler) {
        kind = Handler.Work.name
        policy = Handler.Work.policy
        run = { claim, context, _ in
            let work: Handler.Work
            do { work = try JSON.decode(Handler.Work.self, from: ByteBuffer(string: claim.payload)) } catch {
                return .dead("The stored payload does not fit \(Handler.Work.self) any more. \(error)")
            }
            return try await handler.run(work, context: context)
        }
        gaveUp = { letter, tx in
            let work: Handler.Work
            do { work = try JSON.decode(Handler.Work.self, from: ByteBuffer(string: letter.payload)) } catch {
                // The letter says so, unless it died of something else even before it could be read.
                return
            }
            try handler.gaveUp(on: work, because: letter.reason, in: tx)
        }
    }

    init<Handler: InboxHandler>(_ handler: Handler) {
        let store = InboxStore()
        kind = InboxWork.kind(of: Handler.source)
        policy = Handler.policy
        run = { claim, context, database in
            let work = try JSON.decode(InboxWork.self, from: ByteBuffer(string: claim.payload))
            guard let delivery = try await database.run(store.getOne(work)) else {
                return .dead("The delivery is not in the inbox any more.")
            }
            let event: Handler.Event
            do { event = try JSON.decode(Handler.Event.self, from: ByteBuffer(bytes: delivery.body)) } catch {
                return .dead("The body is not what \(Handler.Event.self) declares. \(error)")
            }
            return try await handler.handle(event, of: delivery, context: context)
        }
        gaveUp = { letter, tx in
            let work = try JSON.decode(InboxWork.self, from: ByteBuffer(string: letter.payload))
            guard let delivery = try tx.run(store.getOne(work)) else { return }
            let event: Handler.Event
            do { event = try JSON.decode(Handler.Event.self, from: ByteBuffer(bytes: delivery.body)) } catch {
                // The letter says so, unless it died of something else even before it could be read.
                return
            }
            try handler.gaveUp(on: event, of: delivery, because: letter.reason, in: tx)
        }
    }
}
