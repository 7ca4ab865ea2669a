import MartletDatabase
import Synchronization

/// One call of the recorded engine, from its beginning to its end.
final class RecordedUnit: Sendable {
    private struct State {
        /// The number of the transaction that is open.
        var transaction: Int?
        /// How many statements have passed since its beginning.
        var statements = 0
        /// Whether one of them was more than a look.
        var hasWritten = false
        /// The faults that have struck this call, each with the place at which an attempt meets it again.
        var faults: [RecordingDatabase.FaultPoint: DatabaseError] = [:]
    }

    private let recording: RecordingDatabase
    private let number: Int
    private let state = Mutex(State())

    init(of recording: RecordingDatabase) {
        self.recording = recording
        number = recording.nextCall()
    }

    /// Records the beginning; an engine that begins anew has rolled the first attempt back.
    func begin(_ mode: TransactionMode?) {
        end(.rollback)
        recording.forget(number)
        let transaction = recording.nextTransaction()
        state.withLock { state in
            state.transaction = transaction
            state.statements = 0
            state.hasWritten = false
        }
        recording.record(.begin(mode), in: transaction)
    }

    /// Records a statement.
    func record(_ sql: SQL) {
        var sql = sql
        sql.site = nil
        let words = recording.dialect.text(of: sql).split { $0.isWhitespace }
        let text = words.joined(separator: " ")
        let open = state.withLock { state in
            if !text.uppercased().hasPrefix("SELECT") { state.hasWritten = true }
            return state.transaction
        }
        if let number = open {
            recording.record(.statement(text, values: sql.values), in: number)
        }
    }

    /// Records the beginning or an end of a savepoint.
    func record(_ action: RecordingDatabase.Event.Action) {
        if let number = state.withLock(\.transaction) { recording.record(action, in: number) }
    }

    /// Whether anything but a SELECT has passed since the beginning.
    var hasWritten: Bool { state.withLock(\.hasWritten) }

    /// Throws when a fault waits for this point, or has struck an attempt before this one here.
    func pass(_ point: RecordingDatabase.FaultPoint) throws {
        let place = state.withLock { state -> RecordingDatabase.FaultPoint in
            guard case .statement = point else { return point }
            state.statements += 1
            return .statement(state.statements)
        }
        let error = state.withLock { $0.faults[place] } ?? recording.takeFault(point, in: number)
        guard let error else { return }
        state.withLock { $0.faults[place] = error }
        throw error
    }

    /// Runs the call and records how it ends.
    func watch<Success>(_ call: () async throws -> Success) async throws -> Success {
        do {
            let success = try await call()
            end(.commit)
            if hasWritten { try pass(.commitAnswer) }
            return success
        } catch {
            end((error as? DatabaseError)?.code == .commitUnknown ? .commitUnknown : .rollback)
            throw error
        }
    }

    private func end(_ action: RecordingDatabase.Event.Action) {
        let number = state.withLock { state in
            defer { state.transaction = nil }
            return state.transaction
        }
        if let number { recording.record(action, in: number) }
    }
}

/// A connection whose statements are recorded.
final class RecordingConnection: EngineConnection {
    private let base: any EngineConnection
    private let unit: RecordedUnit
    private(set) var failure: (any Error)?

    init(_ base: any EngineConnection, _ unit: RecordedUnit) {
        self.base = base
        self.unit = unit
    }

    var dialect: Dialect { base.dialect }

    func open(_ sql: SQL) throws -> any RowCursor {
        try pass(sql)
        return try base.open(sql)
    }

    func insert(_ insertion: Insertion, _ rows: (any RowSink) throws -> Void) throws -> Int {
        try pass(insertion.statement(rows: 1))
        return try base.insert(insertion, rows)
    }

    private func pass(_ sql: SQL) throws {
        if let failure { throw failure }
        unit.record(sql)
        do { try unit.pass(.statement(1)) } catch {
            failure = error
            throw error
        }
    }

    func savepoint<Success>(_ body: () throws -> Success) throws -> Success {
        if let failure { throw failure }
        unit.record(.savepoint)
        do {
            let success = try base.savepoint {
                let success = try body()
                if let failure { throw failure }
                return success
            }
            unit.record(.release)
            return success
        } catch {
            unit.record(.rollbackToSavepoint)
            failure = nil
            throw error
        }
    }
}
