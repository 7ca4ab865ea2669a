public import MartletContext
import Synchronization

/// A clock that stands still until a test moves it.
///
/// ```swift
/// async let answer = context.run { try await client.get("slow") }
/// try await clock.waitForSleepers(1)
/// clock.advance(by: .seconds(30))
/// ```
public final class TestClock: TimeSource {
    private struct Sleeper {
        var id: UInt64
        var uptime: Duration
        var duration: Duration
        var continuation: CheckedContinuation<Void, any Error>
    }

    private struct Observer {
        var id: UInt64
        var isSatisfied: @Sendable ([Sleeper]) -> Bool
        var continuation: CheckedContinuation<Void, any Error>
    }

    private struct State {
        var now: Instant
        var uptime: Duration
        var sleeps: [Duration] = []
        var sleepers: [Sleeper] = []
        var observers: [Observer] = []
        var lastID: UInt64 = 0
    }

    private let state: Mutex<State>

    /// Creates a clock; it starts at 2026-01-01T00:00:00Z with no uptime unless told otherwise.
    public init(now: Instant = Instant(microseconds: 1_767_225_600_000_000), uptime: Duration = .zero) {
        state = Mutex(State(now: now, uptime: uptime))
    }

    /// The time of day, in UTC.
    public var now: Instant { state.withLock { $0.now } }

    /// The time since the clock was created, plus what it started with.
    public var uptime: Duration { state.withLock { $0.uptime } }

    /// How many tasks sleep now.
    public var sleeperCount: Int { state.withLock { $0.sleepers.count } }

    /// How long each sleep was asked to last, in order, slept or not.
    public var sleeps: [Duration] { state.withLock { $0.sleeps } }

    /// Moves both hands forward and wakes whoever is due, the earliest first.
    public func advance(by duration: Duration) {
        precondition(duration >= .zero, "Uptime never steps back; use set(now:) for the wall clock.")
        let due = state.withLock { state in
            state.now = state.now + duration
            state.uptime += duration
            let due = state.sleepers.filter { $0.uptime <= state.uptime }
            state.sleepers.removeAll { $0.uptime <= state.uptime }
            return due.sorted { ($0.uptime, $0.id) < ($1.uptime, $1.id) }
        }
        for sleeper in due { sleeper.continuation.resume() }
    }

    /// Sets the time of day alone, as an operator or NTP would; no sleeper notices.
    public func set(now: Instant) {
        state.withLock { $0.now = now }
    }

    /// Suspends until ``uptime`` reaches the given value; throws `CancellationError` when the task is cancelled.
    public func sleep(until uptime: Duration) async throws {
        let (id, duration) = state.withLock { state in
            state.sleeps.append(uptime - state.uptime)
            state.lastID += 1
            return (state.lastID, uptime - state.uptime)
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                add(Sleeper(id: id, uptime: uptime, duration: duration, continuation: continuation))
            }
        } onCancel: {
            let sleeper = state.withLock { $0.sleepers.remove { $0.id == id } }
            sleeper?.continuation.resume(throwing: CancellationError())
        }
    }

    /// Suspends until at least so many tasks sleep at once; throws `CancellationError` when the task is cancelled.
    public func waitForSleepers(_ count: Int) async throws {
        try await wait { $0.count >= count }
    }

    /// Suspends until a task sleeps that asked for this duration; throws `CancellationError` when the task is cancelled.
    public func waitForSleeper(of duration: Duration) async throws {
        try await wait { $0.contains { $0.duration == duration } }
    }

    private func wait(until isSatisfied: @escaping @Sendable ([Sleeper]) -> Bool) async throws {
        let id = state.withLock { state in
            state.lastID += 1
            return state.lastID
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                add(Observer(id: id, isSatisfied: isSatisfied, continuation: continuation))
            }
        } onCancel: {
            let observer = state.withLock { $0.observers.remove { $0.id == id } }
            observer?.continuation.resume(throwing: CancellationError())
        }
    }

    /// Puts a sleeper to bed, unless it is due or cancelled, and tells the observers.
    private func add(_ sleeper: Sleeper) {
        let (outcome, observers) = state.withLock { state -> (Result<Void, any Error>?, [Observer]) in
            if Task.isCancelled { return (.failure(CancellationError()), []) }
            if sleeper.uptime <= state.uptime { return (.success(()), []) }
            state.sleepers.append(sleeper)
            let satisfied = state.observers.filter { $0.isSatisfied(state.sleepers) }
            let ids = Set(satisfied.map(\.id))
            state.observers.removeAll { ids.contains($0.id) }
            return (nil, satisfied)
        }
        if let outcome { sleeper.continuation.resume(with: outcome) }
        for observer in observers { observer.continuation.resume() }
    }

    /// Lets an observer wait, unless it has seen enough or is cancelled.
    private func add(_ observer: Observer) {
        let outcome = state.withLock { state -> Result<Void, any Error>? in
            if Task.isCancelled { return .failure(CancellationError()) }
            if observer.isSatisfied(state.sleepers) { return .success(()) }
            state.observers.append(observer)
            return nil
        }
        if let outcome { observer.continuation.resume(with: outcome) }
    }
}

extension Array {
    /// Removes and returns the first element that matches.
    fileprivate mutating func remove(where matches: (Element) -> Bool) -> Element? {
        firstIndex(where: matches).map { remove(at: $0) }
    }
}
