public import Logging

/// The surroundings of one unit of work: its clock, deadline, correlation, logger and randomness.
///
/// ``current`` is the only ambient value of Martlet. Code reads the time, makes ids and logs through it, so a test that
/// binds another clock moves leases, schedules and limits alike. Bindings are task-local: they reach child tasks, and
/// whoever runs a closure on a thread of its own captures the context first and binds it again with `run(_:)`.
///
/// ```swift
/// var context = Context.current
/// context.deadline = .after(.seconds(2))
/// let page = try await context.run { try await cards.getPage(payload) }
/// ```
public struct Context: Sendable {
    /// The context of the running task, or of the thread that bound one; a live context by default.
    @TaskLocal public static var current = Context()

    /// The clock that says what time it is and wakes sleepers.
    public var clock: any TimeSource

    /// The instant by which the work must be done, or nil where nobody waits for it.
    public var deadline: Deadline?

    /// The id that ties log records, outbound calls, jobs and frames of one piece of work together.
    public var correlation: CorrelationID?

    /// The logger; its metadata holds what is known of the work so far.
    public var logger: Logger

    /// The source of random numbers.
    public var randomness: any RandomSource

    /// Creates a context; everything left out is the real thing.
    public init(
        clock: any TimeSource = SystemTime(),
        deadline: Deadline? = nil,
        correlation: CorrelationID? = nil,
        logger: Logger = Logger(label: "martlet"),
        randomness: any RandomSource = SystemRandom()
    ) {
        self.clock = clock
        self.deadline = deadline
        self.correlation = correlation
        self.logger = logger
        self.randomness = randomness
    }

    /// Runs a closure with this context as the current one, on the calling thread.
    public func run<Success, Failure: Error>(
        _ operation: () throws(Failure) -> Success
    ) throws(Failure) -> Success {
        let outcome = Context.$current.withValue(self) { () -> Result<Success, Failure> in
            do throws(Failure) { return .success(try operation()) } catch { return .failure(error) }
        }
        return try outcome.get()
    }

    /// Runs an asynchronous closure with this context as the current one.
    public func run<Success>(_ operation: () async throws -> Success) async rethrows -> Success {
        try await Context.$current.withValue(self, operation: operation)
    }

    /// Returns a new time-ordered id of 128 bits: UUID version 7 of RFC 9562, from the clock's milliseconds and 74
    /// random bits.
    public func makeID() -> UInt128 {
        let milliseconds = UInt64(bitPattern: clock.now.microseconds / 1000)
        let high = (milliseconds << 16) | 0x7000 | (randomness.next() & 0x0FFF)
        let low = 0x8000_0000_0000_0000 | (randomness.next() >> 2)
        return UInt128(high) << 64 | UInt128(low)
    }
}
