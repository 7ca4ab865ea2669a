import MartletDatabase
import Synchronization

/// A thread that has been set up and works until its work ends.
final class Worker: Sendable {
    private enum State {
        case working([CheckedContinuation<Void, Never>])
        case ended
    }

    private let state = Mutex(State.working([]))

    private init() {}

    /// Starts a thread, which makes its tools and works with them; throws when the tools cannot be made.
    static func start<Tools>(
        _ setUp: @escaping @Sendable () throws -> Tools,
        work: @escaping @Sendable (Tools) -> Void
    ) async throws -> Worker {
        try await withCheckedThrowingContinuation { continuation in
            do {
                try EngineThread.start {
                    let worker = Worker()
                    let tools: Tools
                    do { tools = try setUp() } catch { return continuation.resume(throwing: error) }
                    continuation.resume(returning: worker)
                    work(tools)
                    worker.end()
                }
            } catch {
                continuation.resume(throwing: error)
            }
        }
    }

    /// Waits for the end of the thread's work.
    func ended() async {
        await withCheckedContinuation { continuation in
            let isOver = state.withLock { state -> Bool in
                guard case .working(let waiting) = state else { return true }
                state = .working(waiting + [continuation])
                return false
            }
            if isOver { continuation.resume() }
        }
    }

    private func end() {
        let waiting = state.withLock { state -> [CheckedContinuation<Void, Never>] in
            defer { state = .ended }
            if case .working(let waiting) = state { return waiting }
            return []
        }
        for continuation in waiting { continuation.resume() }
    }
}
