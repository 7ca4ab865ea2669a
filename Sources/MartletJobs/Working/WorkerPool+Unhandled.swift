import Logging
import MartletContext
import MartletDatabase
import Synchronization

extension WorkerPool {
    /// Names the kinds of due jobs that this process has no handler for, and counts the jobs.
    ///
    /// In a rolling deployment that is how it should be, for a while: the new process has the handlers. It is a warning
    /// because otherwise nobody ever does these jobs.
    func nameUnhandled() async {
        do {
            let due = try await uninterrupted { [database, store] in try await database.run(store.dueKinds()) }
            note("unhandled", failure: nil)
            let unhandled = due.filter { handlers[$0.kind] == nil }
            metrics.unhandled(unhandled.reduce(0) { $0 + $1.jobs })
            let uptime = Context.current.clock.uptime
            for kind in state.withLock({ $0.warn(of: unhandled, at: uptime) }) {
                Logger.queue.warning(
                    "job_kind_unhandled",
                    metadata: ["kind": "\(kind.kind)", "due": .stringConvertible(kind.jobs)]
                )
            }
        } catch {
            note("unhandled", failure: error)
        }
    }
}
