import Synchronization

/// Wakes whoever waits when something has changed; a change that nobody waited for wakes the next one at once.
final class ChangeSignal: Sendable {
    private let changes = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))

    func signal() {
        changes.continuation.yield()
    }

    func next() async {
        for await _ in changes.stream { return }
    }
}
