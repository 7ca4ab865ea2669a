import CLibpq
import MartletDatabase

/// A statement that the server has prepared; it belongs to the thread of its connection.
final class PreparedStatement {
    let name: String
    let types: [Oid]
    /// The text, which travels with every execution of a statement that no session keeps.
    let text: String?

    fileprivate let shape: SQL.Shape
    fileprivate var lastUse = 0

    /// Whether the server could not prepare it.
    var isMissing = false

    /// How often in a row the statement has held up those behind it.
    var slowRuns = 0

    private var columns: ResultColumns?

    init(name: String, types: [Oid], shape: SQL.Shape, text: String? = nil) {
        self.name = name
        self.types = types
        self.shape = shape
        self.text = text
    }

    /// Tells whether values of these types may be bound; no value fits any type.
    func takes(_ values: [Oid]) -> Bool {
        guard values.count == types.count else { return false }
        for (value, type) in zip(values, types) where value != ParameterList.anyType && value != type { return false }
        return true
    }

    /// The columns of the statement's answers, which never change: the server refuses to run it when they would.
    func columns(of result: QueryResult) -> ResultColumns {
        if let columns { return columns }
        let columns = ResultColumns(result)
        self.columns = columns
        return columns
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
        guard let statement = statements[shape] else { return nil }
        uses += 1
        statement.lastUse = uses
        return statement
    }

    /// A statement to prepare for a shape and values of these types, in place of one that does not take them.
    mutating func make(for shape: SQL.Shape, _ types: [Oid], replacing known: PreparedStatement?) -> PreparedStatement {
        // A value that is missing now may have been given before: its type then stays.
        var types = types
        for (position, type) in types.enumerated() where type == ParameterList.anyType {
            if let known, known.types.indices.contains(position) { types[position] = known.types[position] }
        }
        return PreparedStatement(name: newName(), types: types, shape: shape)
    }

    mutating func add(_ statement: PreparedStatement) {
        discard(statement.shape)
        if statements.count >= limit, let oldest = statements.min(by: { $0.value.lastUse < $1.value.lastUse })?.key {
            discard(oldest)
        }
        uses += 1
        statement.lastUse = uses
        statements[statement.shape] = statement
    }

    /// Forgets a statement that is no good any more: with all others, when the session has lost what it had prepared.
    mutating func forget(_ statement: PreparedStatement, after state: String?) {
        if statement.isMissing {
            if statements[statement.shape] === statement { statements[statement.shape] = nil }
        } else if state == Self.missing {
            statements = [:]
            discarded = []
        } else if statements[statement.shape] === statement {
            discard(statement.shape)
        }
    }

    private mutating func discard(_ shape: SQL.Shape) {
        if let statement = statements.removeValue(forKey: shape) { discarded.append(statement.name) }
    }

    /// Tells whether a failure means that the prepared statement is no good any more, and a new one may be.
    func isOutdated(_ state: String?) -> Bool {
        state == Self.missing || state == "0A000"
    }
}
