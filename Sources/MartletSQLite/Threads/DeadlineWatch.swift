import MartletDatabase
import Synchronization

/// A thread that answers waiting calls whose deadline passes; those that run are ended by their own thread.
///
/// It looks every few milliseconds while calls with a deadline wait, and sleeps when there have been none for a while.
///
/// `@unchecked Sendable`: `isEnding` is guarded by `lock`.
final class DeadlineWatch: @unchecked Sendable {
    private static let pause = 10
    private static let idleRounds = 100

    private let lock = Condition()
    private let isAwake = Atomic<Bool>(false)
    private var isEnding = false

    /// Makes sure that the thread looks at the waiting calls.
    func alert() {
        guard !isAwake.load(ordering: .sequentiallyConsistent) else { return }
        lock.locked {
            isAwake.store(true, ordering: .sequentiallyConsistent)
            lock.wakeOne()
        }
    }

    /// Makes the watch ready for another thread, after threads that did not all start.
    func reset() {
        lock.locked { isEnding = false }
    }

    /// Ends the thread.
    func end() {
        lock.locked {
            isEnding = true
            lock.wakeOne()
        }
    }

    /// Looks at the queues until the watch is ended.
    func work(on queues: [CallQueue]) {
        var idleRounds = 0
        var goesOn = true
        while goesOn {
            if look(at: queues) {
                idleRounds = 0
                isAwake.store(true, ordering: .sequentiallyConsistent)
            } else {
                idleRounds += 1
            }
            if idleRounds == Self.idleRounds {
                // From here on callers alert the watch; what came just before is seen by looking once more.
                isAwake.store(false, ordering: .sequentiallyConsistent)
            } else if idleRounds > Self.idleRounds {
                idleRounds = 0
                goesOn = sleep()
            } else {
                goesOn = pause()
            }
        }
    }

    /// Ends the calls whose deadline has passed; true when calls with a deadline are unanswered.
    private func look(at queues: [CallQueue]) -> Bool {
        let calls = queues.flatMap(\.unanswered).filter(\.interruption.hasDeadline)
        for call in calls { call.expire() }
        return !calls.isEmpty
    }

    /// Waits some milliseconds; false when the watch is ended.
    private func pause() -> Bool {
        lock.locked {
            if !isEnding { lock.wait(milliseconds: Self.pause) }
            return !isEnding
        }
    }

    /// Waits for the next alert; false when the watch is ended.
    private func sleep() -> Bool {
        lock.locked {
            while !isEnding, !isAwake.load(ordering: .sequentiallyConsistent) { lock.wait() }
            return !isEnding
        }
    }
}
