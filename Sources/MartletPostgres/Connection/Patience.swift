import MartletContext

/// How long a request waits for its answer, and what is done when it must not wait any longer.
struct Patience {
    /// What to do after a moment without an answer.
    enum Step {
        case wait
        /// Have the server stop the statement.
        case cancel
        /// Give the connection up.
        case giveUp((any Error)?)
    }

    /// The milliseconds between two looks at the clock.
    static let tick: Int32 = 20

    /// How long the server may take to stop a statement.
    private static let grace = Duration.seconds(2)

    /// Why the call must not go on; set when the server was asked to stop it.
    private(set) var reason: (any Error)?

    private let interruption: Interruption?
    private let clock = SystemTime()
    private let bound: Duration?
    private var end: Duration?
    private var cancellation: Cancellation?

    /// Creates the patience for one request.
    ///
    /// - Parameters:
    ///   - limit: How long to wait for a request that must not be interrupted, or nil for one that may be.
    ///   - interruption: What may end the wait earlier.
    ///   - statementTimeout: After how long the server itself stops a statement; one that does not is held to be gone.
    init(limit: Duration?, interruption: Interruption?, statementTimeout: Duration?) {
        self.interruption = interruption
        let now = clock.uptime
        bound = statementTimeout.map { now + $0 + Self.grace }
        end = limit.map { now + $0 }
    }

    var hasCancelled: Bool { cancellation != nil }

    /// Looks at the clock and at the call.
    mutating func next() -> Step {
        if let end { return clock.uptime < end ? .wait : .giveUp(reason) }
        guard let error = interruption?.error else {
            return bound.map { clock.uptime >= $0 } ?? false ? .giveUp(nil) : .wait
        }
        reason = error
        end = clock.uptime + Self.grace
        return .cancel
    }

    /// Asks the server to stop the statement, on another thread.
    mutating func cancel(_ handle: OpaquePointer) {
        cancellation = unsafe Cancellation.start(handle)
    }

    /// Waits until the request to stop has arrived, so that it cannot hit a later statement; false when it takes too long.
    func cancellationEnded() -> Bool {
        guard let cancellation else { return true }
        return cancellation.waitForEnd(atMost: Self.grace)
    }
}
