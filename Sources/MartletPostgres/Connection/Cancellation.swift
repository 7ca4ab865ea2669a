import CLibpq
import MartletContext
import MartletDatabase

/// A request to the server to stop what a connection runs; it travels on a connection of its own.
///
/// `@unchecked Sendable`: `isOver` is guarded by `lock`; the pointer is used by the request's thread alone.
@safe
final class Cancellation: @unchecked Sendable {
    private let request: OpaquePointer
    private let lock = Condition()
    private var isOver = false

    private init(_ request: OpaquePointer) {
        unsafe self.request = request
    }

    /// Sends the request on a thread of its own, as it may take as long as the network likes; nil when it cannot start.
    static func start(_ handle: OpaquePointer) -> Cancellation? {
        guard let request = unsafe PQgetCancel(handle) else { return nil }
        let cancellation = unsafe Cancellation(request)
        do {
            try EngineThread.start { cancellation.send() }
            return cancellation
        } catch {
            unsafe PQfreeCancel(request)
            return nil
        }
    }

    /// Waits for the end of the request; false when it takes too long.
    func waitForEnd(atMost limit: Duration) -> Bool {
        let clock = SystemTime()
        let end = clock.uptime + limit
        return lock.locked {
            while !isOver, clock.uptime < end { lock.wait(milliseconds: 20) }
            return isOver
        }
    }

    private func send() {
        unsafe withUnsafeTemporaryAllocation(of: CChar.self, capacity: 256) { buffer in
            _ = unsafe PQcancel(request, buffer.baseAddress, Int32(buffer.count))
        }
        unsafe PQfreeCancel(request)
        lock.locked {
            isOver = true
            lock.wakeAll()
        }
    }
}
