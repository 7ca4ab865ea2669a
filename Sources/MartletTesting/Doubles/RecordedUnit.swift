import MartletDatabase
import Synchronization

/// One call of the recorded engine, from its beginning to its end.
final class RecordedUnit: Sendable {
    private let recording: RecordingDatabase
    private let transaction = Mutex<Int?>(nil)

    init(of recording: RecordingDatabase) {
        self.recording = recording
    }

    /// Records the beginning; an engine that begins anew has rolled the first attempt back.
    func begin(_ mode: TransactionMode?) {
        end(.rollback)
        let number = recording.nextTransaction()
        transaction.withLock { $0 = number }
        recording.record(.begin(mode), in: number)
    }

    /// Records a statement and returns its text.
    @discardableResult
    func record(_ sql: SQL) -> String {
        let words = recording.dialect.text(of: sql).split { $0.isWhitespace }
        let text = words.joined(separator: " ")
        if let number = transaction.withLock(\.self) {
            recording.record(.statement(text, values: sql.values), in: number)
        }
        return text
    }

    /// Throws when a statement shall fail.
    func passStatement() throws {
        try recording.takeFault(.statement(1))
    }

    /// Runs the call and records how it ends.
    func watch<Success>(writes: Bool, _ call: () async throws -> Success) async throws -> Success {
        do {
            let success = try await call()
            end(.commit)
            if writes { try recording.takeFault(.commitAnswer) }
            return success
        } catch {
            end((error as? DatabaseError)?.code == .commitUnknown ? .commitUnknown : .rollback)
            throw error
        }
    }

    private func end(_ action: RecordingDatabase.Event.Action) {
        let number = transaction.withLock { transaction in
            defer { transaction = nil }
            return transaction
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
        if let failure { throw failure }
        unit.record(sql)
        do { try unit.passStatement() } catch {
            failure = error
            throw error
        }
        return try base.open(sql)
    }
}
