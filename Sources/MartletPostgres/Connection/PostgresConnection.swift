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
    var interruption: Interruption?

    /// The BEGIN of a transaction that has not been sent yet.
    var pendingBegin: StaticString?

    /// Tells whether rows are on their way to the server or from it, between which nothing else can run.
    var isCopying = false

    /// How many notices the server has sent.
    var notices = 0

    /// What failed in the transaction, which cannot commit any more.
    var failure: (any Error)?

    /// The statement that makes the settings for a transaction; nil where the session keeps them.
    let settings: String?

    /// Connects and sets the session up; blocks until the server has answered or the attempts have timed out.
    init(_ source: ConnectionSource, configuration: PostgresEngine.Configuration) throws {
        address = source.address
        unsafe handle = try Self.connect(source, configuration)
        statements = StatementCache(limit: configuration.statements)
        settings = configuration.sharesSessions ? Self.transactionSettings(configuration) : nil
        try start(configuration)
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
        try run(sql, SQL.Shape(sql), ParameterList(sql.values), risk: .nothing).cursor
    }

    /// Runs a statement that is its own transaction.
    func runAlone(_ sql: SQL, _ shape: SQL.Shape, _ parameters: ParameterList) throws -> QueryAnswer {
        failure = nil
        let risk: Risk = sql.isQuery ? .nothing : .commit
        guard settings == nil else {
            return try transaction("BEGIN", risk) { try run(sql, shape, parameters, risk: .nothing) }
        }
        do {
            return try run(sql, shape, parameters, risk: risk)
        } catch let error as DatabaseError where statements.isOutdated(error.engineCode) && isAlive {
            failure = nil
            return try run(sql, shape, parameters, risk: risk)
        }
    }

    /// Asks the server for a sign of life.
    func ping() throws {
        _ = try unsafe exchange(.nothing) { unsafe PQsendQuery($0, "SELECT 1") }
    }

    /// Runs a command as it stands; one with a limit is not interrupted.
    func execute(_ command: String, within limit: Duration? = nil) throws {
        _ = try unsafe exchange(.nothing, limit: limit) { unsafe PQsendQuery($0, command) }
    }

    private func run(
        _ sql: SQL,
        _ shape: SQL.Shape,
        _ parameters: @autoclosure () throws -> ParameterList,
        risk: Risk
    ) throws -> QueryAnswer {
        if let failure { throw failure }
        do {
            let parameters = try parameters()
            let statement = try prepared(sql, shape: shape, types: parameters.types)
            let result = try execute(statement, parameters, risk: risk)
            return QueryAnswer(result: result, columns: statement.columns(of: result))
        } catch {
            failure = error
            throw error
        }
    }
}
