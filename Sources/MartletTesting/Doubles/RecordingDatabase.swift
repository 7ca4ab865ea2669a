public import MartletDatabase
import Synchronization

/// An engine that records what passes to a real one, and fails what a test tells it to.
///
/// ```swift
/// let recording = RecordingDatabase(database.engine)
/// let cards = CardService(database: Database(recording))
/// _ = try await cards.create(CardCreatePayload(title: "Ship"))
/// #expect(recording.transcript == ["BEGIN", "INSERT INTO cards (title) VALUES ($1) RETURNING id, title", "COMMIT"])
///
/// recording.clear()
/// recording.fail(.commitAnswer, with: DatabaseError(.commitUnknown, "The answer was lost."))
/// await #expect(throws: DatabaseError.self) { try await cards.create(CardCreatePayload(title: "Sail")) }
/// #expect(recording.transcript.filter { $0 == "BEGIN" }.count == 1)
/// ```
///
/// A statement that `run` runs alone is its own transaction and is recorded as one. Writes that share a commit are
/// recorded as a transaction each; when one of them is undone, the engine may run the others again, which is recorded as a
/// rollback and a new transaction. A fault that has struck a call strikes it again then, at the same place.
public final class RecordingDatabase: DatabaseEngine {
    private struct State {
        var events: [Event] = []
        var calls = 0
        var transactions = 0
        var faults: [Fault] = []
        var outage: DatabaseError?
    }

    /// The engine underneath.
    package let base: any DatabaseEngine
    private let state = Mutex(State())

    /// Creates a double over an engine, which does the work.
    public init(_ base: any DatabaseEngine) {
        self.base = base
    }

    /// Everything so far, in order; concurrent transactions are told apart by their numbers.
    public var events: [Event] { state.withLock(\.events) }

    /// What each event says, in order: `BEGIN`, statements with their placeholders, `COMMIT`, `ROLLBACK`.
    public var transcript: [String] { events.map(\.description) }

    /// The error that every call from now on fails with, as if the database were away; nil while it is there.
    public var outage: DatabaseError? {
        get { state.withLock(\.outage) }
        set { state.withLock { $0.outage = newValue } }
    }

    /// Forgets what was recorded.
    public func clear() {
        state.withLock { $0.events = [] }
    }

    /// Fails what comes at a point, once; several faults wait side by side.
    public func fail(_ point: FaultPoint, with error: DatabaseError) {
        state.withLock { $0.faults.append(Fault(point, error)) }
    }

    /// How the engine underneath spells SQL.
    public var dialect: Dialect { base.dialect }

    /// The name of the engine underneath.
    public var name: String { base.name }

    /// How busy the engine underneath is.
    public var load: EngineLoad? { base.load }

    /// Opens the engine underneath.
    public func open() async throws {
        if let outage { throw outage }
        try await base.open()
    }

    /// Closes the engine underneath.
    public func close() async {
        await base.close()
    }

    /// Runs a body in a transaction of the engine underneath and records it.
    public func transaction<Success: Sendable>(
        _ mode: TransactionMode,
        _ body: @escaping @Sendable (any EngineConnection) throws -> Success
    ) async throws -> Success {
        if let outage { throw outage }
        let unit = RecordedUnit(of: self)
        return try await unit.watch {
            try await base.transaction(mode) { connection in
                unit.begin(mode)
                let recorder = RecordingConnection(connection, unit)
                let success = try body(recorder)
                // As on a real connection, a failed statement has ended the transaction, whatever came of its error.
                if let failure = recorder.failure { throw failure }
                if unit.hasWritten { try unit.pass(.commit) }
                return success
            }
        }
    }

    /// Runs one statement on the engine underneath and records it.
    public func run<Success: Sendable>(
        _ sql: SQL,
        _ collect: @escaping @Sendable (any RowCursor) throws -> Success
    ) async throws -> Success {
        if let outage { throw outage }
        let unit = RecordedUnit(of: self)
        unit.begin(nil)
        unit.record(sql)
        return try await unit.watch {
            try unit.pass(.statement(1))
            if unit.hasWritten { try unit.pass(.commit) }
            return try await base.run(sql, collect)
        }
    }

    /// Streams rows of the engine underneath and records the query as a reading transaction.
    public func stream<Success: Sendable>(
        _ sql: SQL,
        _ read: @escaping @Sendable (any RowCursor) throws -> Success
    ) async throws -> Success {
        if let outage { throw outage }
        let unit = RecordedUnit(of: self)
        unit.begin(.read)
        unit.record(sql)
        return try await unit.watch {
            try unit.pass(.statement(1))
            return try await base.stream(sql, read)
        }
    }

    func nextCall() -> Int {
        state.withLock { state in
            state.calls += 1
            return state.calls
        }
    }

    func nextTransaction() -> Int {
        state.withLock { state in
            state.transactions += 1
            return state.transactions
        }
    }

    func record(_ action: Event.Action, in transaction: Int) {
        state.withLock { $0.events.append(Event(transaction: transaction, action: action)) }
    }

    /// Takes the error of a fault that waits for this point of a call; statements are counted down to theirs.
    func takeFault(_ point: FaultPoint, in call: Int) -> DatabaseError? {
        state.withLock { state in
            for position in state.faults.indices { state.faults[position].approach(point, in: call) }
            guard let position = state.faults.firstIndex(where: \.isDue) else { return nil }
            return state.faults.remove(at: position).error
        }
    }

    /// A call runs again: what it has done does not count.
    func forget(_ call: Int) {
        state.withLock { state in
            for position in state.faults.indices { state.faults[position].forget(call) }
        }
    }
}
