import Glibc

/// A lock that threads of an engine can wait on.
///
/// `@unchecked Sendable`: the pointers never change and what they point to is made for several threads.
@safe
package final class Condition: @unchecked Sendable {
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

    package init() {
        unsafe mutex.initialize(to: pthread_mutex_t())
        unsafe pthread_mutex_init(mutex, nil)
        unsafe condition.initialize(to: pthread_cond_t())
        var attributes = pthread_condattr_t()
        unsafe pthread_condattr_init(&attributes)
        unsafe pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
        unsafe pthread_cond_init(condition, &attributes)
        unsafe pthread_condattr_destroy(&attributes)
    }

    deinit {
        unsafe pthread_cond_destroy(condition)
        unsafe condition.deallocate()
        unsafe pthread_mutex_destroy(mutex)
        unsafe mutex.deallocate()
    }

    /// Runs a closure with the lock held.
    package func locked<Success, Failure: Error>(_ body: () throws(Failure) -> Success) throws(Failure) -> Success {
        unsafe pthread_mutex_lock(mutex)
        defer { unsafe pthread_mutex_unlock(mutex) }
        return try body()
    }

    /// Waits until it is woken; the lock is held before and after, and free meanwhile.
    package func wait() {
        unsafe pthread_cond_wait(condition, mutex)
    }

    /// Waits until it is woken or some milliseconds have passed; the lock is held before and after.
    package func wait(milliseconds: Int) {
        wait(microseconds: milliseconds * 1000)
    }

    /// Waits until it is woken or some microseconds have passed; the lock is held before and after.
    package func wait(microseconds: Int) {
        var moment = timespec()
        unsafe clock_gettime(CLOCK_MONOTONIC, &moment)
        moment.tv_nsec += microseconds * 1000
        moment.tv_sec += moment.tv_nsec / 1_000_000_000
        moment.tv_nsec %= 1_000_000_000
        unsafe pthread_cond_timedwait(condition, mutex, &moment)
    }

    package func wakeOne() {
        unsafe pthread_cond_signal(condition)
    }

    package func wakeAll() {
        unsafe pthread_cond_broadcast(condition)
    }
}
