public import MartletResilience

/// What went wrong in a database call.
public struct DatabaseError: Error, CustomStringConvertible {
    /// The kind of failure.
    public let code: Code

    /// What happened and what to do about it; never contains bound values, users or passwords.
    public let message: String

    /// The constraint that was violated, where the engine names it.
    public var constraint: String?

    /// The table and columns concerned, as the engine names them, for example `cards.title`.
    public var column: String?

    /// Where the statement was run; the place of the transaction when no statement of it failed.
    public var statement: StatementSite?

    /// How many rows came where another number was expected; nil when they were not counted to the end.
    public var rows: Int?

    /// The engine's own code, for example `23505` or `SQLITE_CONSTRAINT_UNIQUE`.
    public var engineCode: String?

    /// Creates an error.
    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    /// The error in one line for the operator.
    public var description: String {
        let place = statement.map { "in \($0)" }
        let facts = [engineCode, constraint.map { "constraint \($0)" }, column, place].compactMap(\.self)
        return facts.isEmpty ? "\(code): \(message)" : "\(code): \(message) (\(facts.joined(separator: ", ")))"
    }

    /// The kinds of database failures.
    public struct Code: Sendable, Hashable, CustomStringConvertible {
        /// The code's stable name.
        public let description: String

        /// A row with the same unique value exists.
        public static let uniqueViolation = Code(description: "uniqueViolation")
        /// A row refers to one that does not exist, or is still referred to.
        public static let foreignKeyViolation = Code(description: "foreignKeyViolation")
        /// A check constraint refused a row.
        public static let checkViolation = Code(description: "checkViolation")
        /// A required column was given no value.
        public static let notNullViolation = Code(description: "notNullViolation")
        /// Concurrent transactions could not be put in an order; running it again may succeed.
        public static let serializationFailure = Code(description: "serializationFailure")
        /// Two transactions waited for each other; running it again may succeed.
        public static let deadlock = Code(description: "deadlock")
        /// A lock was not free in time.
        public static let lockTimeout = Code(description: "lockTimeout")
        /// The deadline passed before the answer.
        public static let deadlineExceeded = Code(description: "deadlineExceeded")
        /// The database cannot be reached now, or the connection broke before the commit was sent.
        public static let connection = Code(description: "connection")
        /// The server is there and lets this program in never: the user, the password, the database's name or the way to
        /// sign in is wrong, and waiting mends none of them.
        public static let refused = Code(description: "refused")
        /// The connection broke after the commit was sent: it may have happened or not.
        ///
        /// Never retried by the kit.
        public static let commitUnknown = Code(description: "commitUnknown")
        /// The disk or the database is full.
        public static let full = Code(description: "full")
        /// The database, its file or its directory cannot be written.
        public static let readOnly = Code(description: "readOnly")
        /// The database file is damaged or is none.
        public static let corrupted = Code(description: "corrupted")
        /// Another process owns the database file.
        public static let owned = Code(description: "owned")
        /// The database, or this part of it, has been closed.
        public static let closed = Code(description: "closed")
        /// Too many calls wait already.
        public static let overloaded = Code(description: "overloaded")
        /// No row came where one was expected.
        public static let rowMissing = Code(description: "rowMissing")
        /// Several rows came where one was expected.
        public static let rowsTooMany = Code(description: "rowsTooMany")
        /// The answer has no column of that name.
        public static let columnMissing = Code(description: "columnMissing")
        /// A column's value does not fit the type it is read as.
        public static let decoding = Code(description: "decoding")
        /// The engine refused the statement.
        public static let statement = Code(description: "statement")
        /// The cursor of a page belongs to a list in another order.
        public static let cursorRefused = Code(description: "cursorRefused")
        /// The same key was used for another request.
        public static let keyMismatch = Code(description: "keyMismatch")
        /// A request with the same key is being answered now.
        public static let keyInUse = Code(description: "keyInUse")
        /// The migrations in the program and in the database differ.
        public static let migrationDrift = Code(description: "migrationDrift")
        /// A migration drops something, which nobody has allowed.
        public static let dropRefused = Code(description: "dropRefused")
    }
}

extension DatabaseError: RetryClassified {
    /// Transient for what concurrent transactions did to each other, permanent for everything else.
    public var retryVerdict: RetryVerdict {
        code == .serializationFailure || code == .deadlock ? .transient : .permanent
    }
}
