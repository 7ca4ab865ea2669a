/// The port to a database: what SQLite and PostgreSQL implement and ``Database`` drives.
///
/// An engine runs bodies on threads of its own, one transaction a thread at a time; bodies block there and nowhere else.
/// It honours the current context's deadline and the task's cancellation while a call waits and while it runs, and
/// resumes a writer only after its commit is durable.
public protocol DatabaseEngine: Sendable {
    /// How the engine spells SQL.
    var dialect: Dialect { get }

    /// A name for logs, without user, password or anything else that is secret, for example `sqlite:.atelier/atelier.db`.
    var name: String { get }

    /// How busy the engine is now; nil, the default, where it does not say.
    var load: EngineLoad? { get }

    /// Opens the database; the first call of an engine's life. Throws when it cannot be reached now; may be repeated.
    func open() async throws

    /// Waits for running calls and closes the database; later calls throw `closed`.
    func close() async

    /// Runs a body in a transaction: commits when it returns, rolls back when it throws.
    ///
    /// - Parameters:
    ///   - mode: Whether the body may write, and how strictly it is isolated from others.
    ///   - body: What to do; it runs once for a call, or again where the engine had to roll innocent members of a
    ///     shared commit back.
    /// - Returns: What the body returned, after the commit is durable.
    /// - Throws: What the body threw, or a ``DatabaseError``.
    func transaction<Success: Sendable>(
        _ mode: TransactionMode,
        _ body: @escaping @Sendable (any EngineConnection) throws -> Success
    ) async throws -> Success

    /// Runs one statement in a transaction of its own, as fast as the engine can.
    ///
    /// - Parameters:
    ///   - sql: The statement.
    ///   - collect: Reads the answer; it runs where the rows are.
    /// - Returns: What `collect` returned, after the commit is durable when the statement writes.
    /// - Throws: What `collect` threw, or a ``DatabaseError``.
    func run<Success: Sendable>(
        _ sql: SQL,
        _ collect: @escaping @Sendable (any RowCursor) throws -> Success
    ) async throws -> Success

    /// Reads the rows of a query a few at a time, from a snapshot that stays open until `read` returns.
    ///
    /// Meanwhile `read` may wait on its thread for whoever takes the rows; that keeps no other call waiting but those that
    /// need the same connection.
    ///
    /// - Parameters:
    ///   - sql: The query; a statement that changes something is refused.
    ///   - read: Takes the rows; a bounded number of them is in memory.
    /// - Returns: What `read` returned.
    /// - Throws: What `read` threw, or a ``DatabaseError``.
    func stream<Success: Sendable>(
        _ sql: SQL,
        _ read: @escaping @Sendable (any RowCursor) throws -> Success
    ) async throws -> Success

    /// Writes the rows of a query as CSV, the columns' names first, from a snapshot that stays open until the last piece.
    ///
    /// - Parameters:
    ///   - sql: The query; a statement that changes something is refused.
    ///   - send: Takes each piece of some 64 KiB, in order; it may wait on its thread for whoever takes them.
    /// - Throws: What `send` threw, or a ``DatabaseError``.
    func export(_ sql: SQL, _ send: @escaping @Sendable ([UInt8]) throws -> Void) async throws
}

extension DatabaseEngine {
    /// Nothing.
    public var load: EngineLoad? { nil }
}

/// A connection lent to one transaction; it belongs to the engine's thread and is not `Sendable`.
public protocol EngineConnection: AnyObject {
    /// How the engine spells SQL.
    var dialect: Dialect { get }

    /// Starts a statement; the cursor must be closed before the next one starts.
    func open(_ sql: SQL) throws -> any RowCursor

    /// Inserts many rows as fast as the engine can; whatever is thrown meanwhile fails the transaction.
    ///
    /// - Parameters:
    ///   - insertion: Where they go.
    ///   - rows: Hands out the rows, one after the other; statements that it starts are refused.
    /// - Returns: How many rows were inserted.
    /// - Throws: What `rows` threw, or a ``DatabaseError``.
    func insert(_ insertion: Insertion, _ rows: (any RowSink) throws -> Void) throws -> Int

    /// Runs a body whose statements are undone when it throws, after which the transaction goes on.
    ///
    /// What ends the whole call (a deadline, a cancellation, a lost connection) and what has to be repeated as a whole
    /// (a serialization failure, a deadlock) leaves the transaction failed.
    func savepoint<Success>(_ body: () throws -> Success) throws -> Success
}

/// The rows of a running statement, as the engine hands them over.
public protocol RowCursor: AnyObject {
    /// The names of the columns, in order.
    var columnNames: [String] { get }

    /// Fills the buffer with the next row; false behind the last one.
    func next(into buffer: RowBuffer) throws -> Bool

    /// The number of rows that the statement touched; final behind the last row.
    var changes: Int { get }

    /// Ends the statement and frees what it holds; harmless when called twice.
    func close()
}

/// What a transaction may do and how it is isolated.
public enum TransactionMode: Sendable, Hashable {
    /// Reads one snapshot of the database.
    case read
    /// Reads and writes.
    case write(Isolation)
    /// No transaction: each statement commits by itself, all on one connection.
    ///
    /// For the few that PostgreSQL refuses inside one, such as `CREATE INDEX CONCURRENTLY`. What the body leaves on the
    /// session, locks and settings, ends with it. On SQLite a write like any other.
    case session
}

/// How strictly a writing transaction is isolated from others; SQLite is always serializable.
public enum Isolation: Sendable, Hashable {
    /// As if transactions ran one after the other; the default.
    case serializable
    /// Each statement sees what was committed before it; for machinery that locks the rows it takes.
    case readCommitted
}
