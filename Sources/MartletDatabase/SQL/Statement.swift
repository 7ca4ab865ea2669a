/// One SQL statement and the type of what it answers: a value that stores return and handles run.
///
/// The answer's type decides how many rows are expected: a record exactly one, an optional at most one, an array any
/// number, ``Changes`` none.
///
/// ```swift
/// func getOne(_ id: ID<Card>, owner: ID<Member>) -> Statement<Card?> {
///     "SELECT \(columns: Card.self) FROM cards WHERE id = \(id) AND owner = \(owner)"
/// }
/// ```
public struct Statement<Answer: StatementAnswer>: Sendable, ExpressibleByStringInterpolation {
    /// The text and the values.
    public let sql: SQL

    /// Creates a statement from a literal without values.
    public init(stringLiteral literal: StaticString) {
        sql = SQL(stringLiteral: literal)
    }

    /// Creates a statement from an interpolated literal.
    public init(stringInterpolation interpolation: SQL.Interpolation) {
        sql = SQL(stringInterpolation: interpolation)
    }

    /// Creates a statement from SQL at hand.
    public init(_ sql: SQL) {
        self.sql = sql
    }
}
