import MartletContext
import Synchronization

/// What a connection's task, its event loop and the server's watch over deadlines share.
final class ConnectionControl: Sendable {
    private enum Work {
        case none
        case running(deadline: Deadline, context: Context)
        case expired
    }

    private enum Ending {
        case open
        case awaited(CheckedContinuation<Void, Never>)
        case ended
    }

    private let work = Mutex(Work.none)
    private let ending = Mutex(Ending.open)

    /// A handler starts.
    func begin(deadline: Deadline, context: Context) {
        work.withLock { $0 = .running(deadline: deadline, context: context) }
    }

    /// A handler ended; tells whether its answer is still wanted.
    func finish() -> Bool {
        work.withLock { work in
            if case .expired = work { return false }
            work = .none
            return true
        }
    }

    /// Returns the context of the running request if its deadline has passed; its own answer is not wanted then.
    func expire(at uptime: Duration) -> Context? {
        work.withLock { work in
            guard case .running(let deadline, let context) = work, deadline.uptime <= uptime else { return nil }
            work = .expired
            return context
        }
    }

    /// Ends the connection's work: its client left, or its handler did not end in time.
    func end() {
        let continuation = ending.withLock { ending -> CheckedContinuation<Void, Never>? in
            defer { ending = .ended }
            if case .awaited(let continuation) = ending { return continuation }
            return nil
        }
        continuation?.resume()
    }

    /// Waits for ``end()``; one task waits.
    func waitForEnd() async {
        await withCheckedContinuation { continuation in
            let hasEnded = ending.withLock { ending in
                if case .ended = ending { return true }
                ending = .awaited(continuation)
                return false
            }
            if hasEnded { continuation.resume() }
        }
    }
}
