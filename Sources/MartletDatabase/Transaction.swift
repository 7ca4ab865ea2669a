/// The handle of a writing transaction; exists only inside the closure of ``Database/write(isolation:_:)``.
///
/// Not `Sendable`: it cannot leave the closure, and nothing can be awaited while it is open.
public final class Transaction {
    private let connection: any EngineConnection
    private(set) var commitActions: [@Sendable () -> Void] = []

    init(_ connection: any EngineConnection) {
        self.connection = connection
    }

    /// How the engine spells SQL, for the few statements that exist on one engine only.
    public var dialect: Dialect {
        connection.dialect
    }

    /// Runs a statement in this transaction and returns its answer.
    public func run<Answer>(_ statement: Statement<Answer>) throws -> Answer {
        try connection.answer(to: statement)
    }

    /// Runs a statement in this transaction and returns the number of rows it touched.
    @discardableResult
    public func run(_ statement: Statement<Changes>) throws -> Changes {
        try connection.answer(to: statement)
    }

    /// Runs an action after the commit is durable, and never when the transaction rolls back.
    ///
    /// For signals only, such as waking a worker: the process may end before it runs.
    public func afterCommit(_ action: @escaping @Sendable () -> Void) {
        commitActions.append(action)
    }
}

/// The handle of a reading transaction; exists only inside the closure of ``Database/read(_:)``.
///
/// All statements see the same snapshot of the database. Not `Sendable`: it cannot leave the closure.
public final class Snapshot {
    private let connection: any EngineConnection

    init(_ connection: any EngineConnection) {
        self.connection = connection
    }

    /// Runs a statement on the snapshot and returns its answer.
    public func run<Answer>(_ statement: Statement<Answer>) throws -> Answer {
        try connection.answer(to: statement)
    }
}

extension EngineConnection {
    fileprivate func answer<Answer>(to statement: Statement<Answer>) throws -> Answer {
        let cursor = try open(statement.sql)
        defer { cursor.close() }
        var rows = Rows(cursor)
        return try Answer.collect(&rows)
    }
}

@available(*, unavailable)
extension Transaction: Sendable {}

@available(*, unavailable)
extension Snapshot: Sendable {}
