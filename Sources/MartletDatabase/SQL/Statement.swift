/// One SQL statement and the type of what it answers: a value that stores return and handles run.
///
/// The answer's type decides how many rows are expected: a record exactly one, an optional at most one, an array any
/// number up to a bound, ``Changes`` none.
///
/// ```swift
/// func getOne(_ id: ID<Card>, owner: ID<Member>) -> Statement<Card?> {
///     "SELECT \(columns: Card.self) FROM cards WHERE id = \(id) AND owner = \(owner)"
/// }
/// ```
public struct Statement<Answer: StatementAnswer>: Sendable, ExpressibleByStringInterpolation {
    /// The text and the values.
    public let sql: SQL

    /// The most rows that an array may have.
    let cap: Int

    /// Why the statement must not run.
    private let refusal: DatabaseError?

    /// Creates a statement from a literal without values.
    public init(stringLiteral literal: StaticString) {
        self.init(SQL(stringLiteral: literal))
    }

    /// Creates a statement from an interpolated literal.
    public init(stringInterpolation interpolation: SQL.Interpolation) {
        self.init(SQL(stringInterpolation: interpolation))
    }

    /// Creates a statement from SQL at hand.
    public init(_ sql: SQL) {
        self.init(sql, refusal: nil)
    }

    /// Creates a statement from SQL at hand that must not run when there is a refusal.
    init(_ sql: SQL, refusal: DatabaseError?) {
        self.sql = sql
        cap = 1000
        self.refusal = refusal
    }

    /// Creates a statement that answers another number of rows than 1,000 at most; more of them fail it.
    ///
    /// ```swift
    /// Statement("SELECT \(columns: Currency.self) FROM rates ORDER BY code", atMost: 5000)
    /// ```
    public init<Element>(_ sql: SQL, atMost rows: Int) where Answer == [Element] {
        self.sql = sql
        cap = rows
        refusal = nil
    }

    /// The SQL with the place that runs it; throws when something in it cannot be bound.
    func sql(at site: StatementSite) throws -> SQL {
        if let refusal { throw refusal }
        if let flaw = sql.flaw { throw DatabaseError(.statement, flaw) }
        var sql = sql
        sql.site = site
        return sql
    }
}
