import CLibpq
import Logging
import MartletDatabase

/// One connection to the server; it belongs to the thread that made it and is not `Sendable`.
@safe
final class PostgresConnection: EngineConnection {
    let dialect = Dialect.postgres
    let address: String
    let handle: OpaquePointer
    var statements: StatementCache

    /// False once the connection is lost or in a state that nobody knows.
    var isAlive = true

    /// After how long the server stops a statement, or nil when it never does.
    var statementTimeout: Duration?

    /// Why the call that holds the connection must not go on; nil between calls.
    private(set) var interruption: Interruption?

    /// The BEGIN of a transaction that has not been sent yet.
    var pendingBegin: StaticString?

    /// What failed in the transaction, which cannot commit any more.
    var failure: (any Error)?

    /// Connects and sets the session up; blocks until the server has answered or the attempts have timed out.
    init(_ source: ConnectionSource, configuration: PostgresEngine.Configuration) throws {
        address = source.address
        unsafe handle = try Self.connect(source, configuration)
        statements = StatementCache(limit: configuration.statements)
        try start(within: configuration.connectTimeout)
    }

    /// Lends the connection to one call.
    func lend<Success>(
        to interruption: Interruption,
        _ body: (PostgresConnection) throws -> Success
    ) throws -> Success {
        self.interruption = interruption
        defer { self.interruption = nil }
        return try body(self)
    }

    func open(_ sql: SQL) throws -> any RowCursor {
        try open(sql, shape: SQL.Shape(sql), risk: .nothing)
    }

    /// Runs a statement that is its own transaction.
    func runAlone(_ sql: SQL, shape: SQL.Shape) throws -> any RowCursor {
        failure = nil
        do {
            return try open(sql, shape: shape, risk: sql.isQuery ? .nothing : .commit)
        } catch let error as DatabaseError where statements.isOutdated(error.engineCode) && isAlive {
            failure = nil
            return try open(sql, shape: shape, risk: sql.isQuery ? .nothing : .commit)
        }
    }

    /// Asks the server for a sign of life.
    func ping() throws {
        _ = try unsafe exchange(.nothing) { unsafe PQsendQuery($0, "SELECT 1") }
    }

    /// Runs a command as it stands.
    func execute(_ command: String) throws {
        _ = try unsafe exchange(.nothing) { unsafe PQsendQuery($0, command) }
    }

    private func open(_ sql: SQL, shape: SQL.Shape, risk: Risk) throws -> any RowCursor {
        if let failure { throw failure }
        do {
            let parameters = try ParameterList(sql.values)
            let statement = try prepared(sql, shape: shape, types: parameters.types)
            let result = try execute(statement, parameters, risk: risk)
            return ResultCursor(result)
        } catch {
            if let error = error as? DatabaseError, statements.isOutdated(error.engineCode) {
                statements.forget(shape, after: error.engineCode)
            }
            failure = error
            throw error
        }
    }
}

extension SQL {
    /// Tells whether the statement changes rows and answers them.
    var returnsChangedRows: Bool {
        guard !isQuery else { return false }
        return segments.contains { segment in
            guard case .literal(let literal) = segment else { return false }
            return literal.description.uppercased().contains("RETURNING")
        }
    }

    /// Tells whether the statement begins with SELECT and so is taken to change nothing when its answer is lost.
    fileprivate var isQuery: Bool {
        guard case .literal(let literal)? = segments.first else { return false }
        let start = literal.description.drop { $0.isWhitespace }.prefix(6)
        return start.uppercased() == "SELECT"
    }
}
