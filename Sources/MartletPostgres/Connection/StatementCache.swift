import CLibpq
import MartletDatabase

/// A statement that the server has prepared.
struct PreparedStatement {
    let name: String
    let types: [Oid]
    fileprivate var lastUse = 0

    init(name: String, types: [Oid]) {
        self.name = name
        self.types = types
    }

    /// Tells whether values of these types may be bound; no value fits any type.
    func takes(_ values: [Oid]) -> Bool {
        values.count == types.count && zip(values, types).allSatisfy { $0 == ParameterList.anyType || $0 == $1 }
    }
}

/// The statements that a connection's server has prepared, by shape; the one unused for longest makes room.
struct StatementCache {
    /// The server's code for a prepared statement that it does not have.
    private static let missing = "26000"

    let limit: Int
    private var statements: [SQL.Shape: PreparedStatement] = [:]
    private var uses = 0
    private var names = 0

    /// The names of statements that the server still has to forget.
    var discarded: [String] = []

    init(limit: Int) {
        self.limit = max(1, limit)
    }

    /// A name that no statement of the connection has had.
    mutating func newName() -> String {
        names += 1
        return "m\(names)"
    }

    /// The statement of a shape, which counts as used.
    mutating func find(_ shape: SQL.Shape) -> PreparedStatement? {
        guard var statement = statements[shape] else { return nil }
        uses += 1
        statement.lastUse = uses
        statements[shape] = statement
        return statement
    }

    mutating func add(_ statement: PreparedStatement, for shape: SQL.Shape) {
        forget(shape)
        if statements.count >= limit, let oldest = statements.min(by: { $0.value.lastUse < $1.value.lastUse })?.key {
            forget(oldest)
        }
        uses += 1
        var statement = statement
        statement.lastUse = uses
        statements[shape] = statement
    }

    /// Forgets a shape's statement and remembers to tell the server.
    mutating func forget(_ shape: SQL.Shape) {
        if let statement = statements.removeValue(forKey: shape) { discarded.append(statement.name) }
    }

    /// Forgets what a failure means to be no good any more: all statements, when the session has lost one.
    mutating func forget(_ shape: SQL.Shape, after state: String?) {
        guard state == Self.missing else { return forget(shape) }
        statements = [:]
        discarded = []
    }

    /// Tells whether a failure means that the prepared statement is no good any more, and a new one may be.
    func isOutdated(_ state: String?) -> Bool {
        state == Self.missing || state == "0A000"
    }
}
