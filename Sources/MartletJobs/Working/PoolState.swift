/// What a pool of workers is doing; a value that the pool guards with a lock.
struct PoolState: Sendable {
    /// A claimed job from its claim until its outcome is stored.
    struct Attempt: Sendable {
        let notes = AttemptNotes()
        let kind: String
        /// The uptime until which the lease is known to last.
        var leaseEnds: Duration
        /// The uptime after which the handler is held to hang; its lease is not extended any more.
        var hangsAt: Duration?
        /// Why it was told to stop, if it was.
        var stop: StopReason?
        /// Cancels the handler, once it runs.
        var cancel: (@Sendable () -> Void)?
    }

    /// The jobs at hand.
    private(set) var attempts: [JobLease: Attempt] = [:]
    /// Whether a claim has been sent and not answered.
    private(set) var isClaiming = false
    /// Grows when jobs are taken or ended; a drain compares it to see whether something happened meanwhile.
    private(set) var generation = 0
    /// Whether no more jobs are taken.
    var isDraining = false
    /// The parts of the machinery whose database calls fail at present.
    var outages: Set<String> = []
    /// When due jobs of a kind without a handler were last warned of, by kind.
    private var unhandledWarnings: [String: Duration] = [:]
    /// Wakes the loop that takes jobs; nil while there is none.
    var wakeup: AsyncStream<Void>.Continuation?

    private var observers: [UInt64: CheckedContinuation<Void, Never>] = [:]
    private var lastObserver: UInt64 = 0

    /// Whether nothing is at hand and nothing on its way.
    var isIdle: Bool { attempts.isEmpty && !isClaiming }

    /// Notes that a claim is sent, and returns how many jobs it may take of each kind that has a limit.
    ///
    /// Nil, and nothing is noted, while another claim is on its way: only when that has come back is it known what is left.
    mutating func beginClaim(within limits: [String: Int]) -> [String: Int]? {
        guard !isClaiming else { return nil }
        isClaiming = true
        var left = limits
        for attempt in attempts.values { left[attempt.kind]? -= 1 }
        return left
    }

    /// Notes what a claim brought: claims, and the kinds of their jobs.
    mutating func endClaim(_ kinds: [JobLease: String], leaseEnds: Duration) -> [CheckedContinuation<Void, Never>] {
        isClaiming = false
        for (lease, kind) in kinds { attempts[lease] = Attempt(kind: kind, leaseEnds: leaseEnds) }
        if !kinds.isEmpty { generation += 1 }
        return takeObservers()
    }

    /// Notes that a handler starts; returns false when it has been told to stop before.
    mutating func start(_ lease: JobLease, hangsAt: Duration, cancel: @escaping @Sendable () -> Void) -> Bool {
        attempts[lease]?.hangsAt = hangsAt
        attempts[lease]?.cancel = cancel
        return attempts[lease]?.stop == nil
    }

    /// Notes that a job is to stop, and returns what cancels it; the first reason counts.
    mutating func stop(_ lease: JobLease, _ reason: StopReason) -> (@Sendable () -> Void)? {
        guard attempts[lease] != nil, attempts[lease]?.stop == nil else { return nil }
        attempts[lease]?.stop = reason
        return attempts[lease]?.cancel
    }

    /// Notes that a lease was extended.
    mutating func extend(_ lease: JobLease, until uptime: Duration) {
        attempts[lease]?.leaseEnds = uptime
    }

    /// Notes that a job's outcome is stored.
    mutating func end(_ lease: JobLease) -> [CheckedContinuation<Void, Never>] {
        guard attempts.removeValue(forKey: lease) != nil else { return [] }
        generation += 1
        return takeObservers()
    }

    /// Returns the kinds to warn of now: those without a handler that were not warned of a short while ago.
    mutating func warn(of kinds: [DueKind], at uptime: Duration) -> [DueKind] {
        unhandledWarnings = unhandledWarnings.filter { uptime - $0.value < JobLimits.unhandledWarning }
        let news = kinds.filter { unhandledWarnings[$0.kind] == nil }
        for kind in news { unhandledWarnings[kind.kind] = uptime }
        return news
    }

    /// Makes a number for an observer.
    mutating func nextObserver() -> UInt64 {
        lastObserver += 1
        return lastObserver
    }

    /// Lets an observer wait for the next change.
    mutating func observe(_ id: UInt64, _ continuation: CheckedContinuation<Void, Never>) {
        observers[id] = continuation
    }

    /// Takes an observer out, if it still waits.
    mutating func forget(_ id: UInt64) -> CheckedContinuation<Void, Never>? {
        observers.removeValue(forKey: id)
    }

    private mutating func takeObservers() -> [CheckedContinuation<Void, Never>] {
        defer { observers = [:] }
        return Array(observers.values)
    }
}
