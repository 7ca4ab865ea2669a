import NIOCore

/// The phases of one connection: what is being read, how much is unanswered, how it ends.
///
/// It decides and holds no channel; ``ConnectionHandler`` does what it says.
struct ConnectionStateMachine {
    /// What the client is sending.
    enum Reading { case nothing, head, body, stopped }

    /// How the connection goes on after an answer.
    enum Continuation { case keep, close, linger }

    /// What a timer that fired leads to.
    enum Expiry: Equatable { case wait, close, reject(Rejection) }

    private(set) var reading = Reading.nothing
    private(set) var unanswered = 0
    private(set) var isDraining = false
    private var isLingering = false
    private var isBlocked = false
    private var since: NIODeadline
    private var blockedSince: NIODeadline
    private let timeouts: ConnectionTimeouts

    init(timeouts: ConnectionTimeouts, now: NIODeadline) {
        self.timeouts = timeouts
        since = now
        blockedSince = now
    }

    /// Bytes arrived; tells whether anybody still wants them.
    mutating func bytesArrived(now: NIODeadline) -> Bool {
        guard reading != .stopped else { return false }
        if reading == .nothing {
            reading = .head
            since = now
        }
        return true
    }

    /// A request's head is complete.
    mutating func headCompleted(now: NIODeadline) {
        unanswered += 1
        reading = .body
        since = now
    }

    /// A request's body is complete.
    mutating func requestCompleted(now: NIODeadline) {
        guard reading != .stopped else { return }
        reading = .nothing
        since = now
    }

    /// What arrived is refused and nothing more is read; it is an answer of its own unless a body was cut short.
    mutating func rejected() {
        if reading != .body { unanswered += 1 }
        reading = .stopped
    }

    /// An answer was written.
    mutating func answered(closes: Bool, now: NIODeadline) -> Continuation {
        unanswered -= 1
        if closes {
            reading = .stopped
            return .linger
        }
        if reading == .nothing { since = now }
        return isDraining && unanswered == 0 && reading == .nothing ? .close : .keep
    }

    /// The last answer is on the wire; the client has a little time to read it and to close.
    mutating func lastAnswerWritten(now: NIODeadline) {
        isLingering = true
        since = now
    }

    /// The service stops; tells whether the connection may close at once.
    mutating func drain() -> Bool {
        isDraining = true
        return unanswered == 0 && reading == .nothing
    }

    /// The client stopped reading, or reads again.
    mutating func writability(_ isWritable: Bool, now: NIODeadline) {
        isBlocked = !isWritable
        blockedSince = now
    }

    /// When the current phase has lasted too long; nil while the service itself is working.
    var deadline: NIODeadline? {
        let blocked = isBlocked ? blockedSince + timeouts.write : nil
        let phase: NIODeadline? =
            if isLingering {
                since + timeouts.linger
            } else {
                switch reading {
                case .nothing: unanswered == 0 ? since + timeouts.idle : nil
                case .head: since + timeouts.head
                case .body: since + timeouts.body
                case .stopped: nil
                }
            }
        guard let blocked else { return phase }
        return phase.map { min($0, blocked) } ?? blocked
    }

    /// The timer fired.
    mutating func timerFired(now: NIODeadline) -> Expiry {
        guard let deadline, deadline <= now else { return .wait }
        if isLingering || isBlocked { return .close }
        switch reading {
        case .nothing, .stopped: return .close
        case .head:
            rejected()
            return .reject(.slowHead)
        case .body:
            rejected()
            return .reject(.slowBody)
        }
    }
}
