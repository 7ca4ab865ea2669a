import MartletDatabase
import Synchronization

/// Wakes the thread that watches over the calls, and only when it sleeps.
///
/// `@unchecked Sendable`: `isRung` is guarded by `lock`.
final class WatchBell: @unchecked Sendable {
    private let lock = Condition()
    private let isAsleep = Atomic(false)
    private var isRung = false

    /// Wakes the watch if it sleeps.
    func ring() {
        guard isAsleep.exchange(false, ordering: .sequentiallyConsistent) else { return }
        lock.locked {
            isRung = true
            lock.wakeOne()
        }
    }

    /// Waits for the bell while there is nothing to watch, else for some milliseconds.
    func await(idle isIdle: () -> Bool) {
        isAsleep.store(true, ordering: .sequentiallyConsistent)
        if isIdle() {
            lock.locked {
                while !isRung { lock.wait() }
                isRung = false
            }
        } else {
            isAsleep.store(false, ordering: .sequentiallyConsistent)
            lock.locked {
                lock.wait(milliseconds: 20)
                isRung = false
            }
        }
    }
}
