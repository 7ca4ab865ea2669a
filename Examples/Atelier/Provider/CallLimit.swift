import Martlet
import Synchronization

/// Lets no more than so many calls through in a second; whoever comes too early waits for the turn.
///
/// It knows the calls of this process only: processes that share a key share what the provider allows it.
final class CallLimit: Sendable {
    private let count: Int

    /// When the latest calls were let through, or will be, the oldest first.
    private let turns = Mutex<[Duration]>([])

    init(perSecond count: Int) {
        self.count = count
    }

    /// Waits for the turn.
    func wait() async throws {
        let clock = Context.current.clock
        let now = clock.uptime
        let turn = turns.withLock { turns in
            let turn = turns.count < count ? now : max(now, turns.removeFirst() + .seconds(1))
            turns.append(turn)
            return turn
        }
        if turn > now { try await clock.sleep(until: turn) }
    }
}
