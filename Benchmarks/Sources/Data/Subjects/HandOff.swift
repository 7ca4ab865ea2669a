import Foundation

/// A call that a thread takes over and answers: what no engine with threads of its own can do without.
///
/// The thread takes all calls that wait and sleeps when there are none.
///
/// `@unchecked Sendable`: `calls` is guarded by `condition`.
final class HandOff: Subject, @unchecked Sendable {
    private typealias Call = CheckedContinuation<Void, Never>

    private let condition = NSCondition()
    private var calls: [Call] = []

    init() {
        Thread { [self] in
            while true { for call in take() { call.resume() } }
        }.start()
    }

    func call(with number: UInt64) async throws {
        await withCheckedContinuation { (call: Call) in
            condition.withLock {
                calls.append(call)
                condition.signal()
            }
        }
    }

    private func take() -> [Call] {
        condition.withLock {
            while calls.isEmpty { condition.wait() }
            defer { calls = [] }
            return calls
        }
    }
}
