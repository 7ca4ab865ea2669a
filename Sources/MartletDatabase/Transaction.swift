/// The handle of a writing transaction; exists only inside the closure of ``Database/write(isolation:function:file:_:)``.
///
/// Not `Sendable`: it cannot leave the closure, and nothing can be awaited while it is open.
public final class Transaction {
    let runner: StatementRunner
    private(set) var commitActions: [@Sendable () -> Void] = []

    init(_ runner: StatementRunner) {
        self.runner = runner
    }

    /// How the engine spells SQL, for the few statements that exist on one engine only.
    public var dialect: Dialect {
        runner.connection.dialect
    }

    /// Runs a statement in this transaction and returns its answer.
    public func run<Answer>(
        _ statement: Statement<Answer>,
        function: StaticString = #function,
        file: StaticString = #fileID
    ) throws -> Answer {
        try runner.run(statement, at: StatementSite(file: file, function: function))
    }

    /// Runs a statement in this transaction and returns the number of rows it touched.
    @discardableResult
    public func run(
        _ statement: Statement<Changes>,
        function: StaticString = #function,
        file: StaticString = #fileID
    ) throws -> Changes {
        try runner.run(statement, at: StatementSite(file: file, function: function))
    }

    /// Runs a closure whose statements are undone when it throws; the error comes out, and the transaction can go on.
    ///
    /// ```swift
    /// do {
    ///     try tx.savepoint { try tx.run(store.insert(card)) }
    /// } catch let error as DatabaseError where error.code == .uniqueViolation {
    ///     try tx.run(store.insert(card.renamed()))
    /// }
    /// ```
    ///
    /// Actions for after the commit that the closure asked for are forgotten with it. A serialization failure, a deadlock,
    /// a deadline, a cancellation and a lost connection end the transaction all the same.
    @discardableResult
    public func savepoint<Success>(_ body: () throws -> Success) throws -> Success {
        let actions = commitActions
        do {
            return try runner.connection.savepoint(body)
        } catch {
            commitActions = actions
            throw error
        }
    }

    /// Runs an action after the commit is durable, and never when the transaction rolls back.
    ///
    /// For signals only, such as waking a worker: the process may end before it runs.
    public func afterCommit(_ action: @escaping @Sendable () -> Void) {
        commitActions.append(action)
    }
}

/// The handle of a reading transaction; exists only inside the closure of ``Database/read(function:file:_:)``.
///
/// All statements see the same snapshot of the database. Not `Sendable`: it cannot leave the closure.
public final class Snapshot {
    private let runner: StatementRunner

    init(_ runner: StatementRunner) {
        self.runner = runner
    }

    /// Runs a statement on the snapshot and returns its answer.
    public func run<Answer>(
        _ statement: Statement<Answer>,
        function: StaticString = #function,
        file: StaticString = #fileID
    ) throws -> Answer {
        try runner.run(statement, at: StatementSite(file: file, function: function))
    }
}

@available(*, unavailable)
extension Transaction: Sendable {}

@available(*, unavailable)
extension Snapshot: Sendable {}
