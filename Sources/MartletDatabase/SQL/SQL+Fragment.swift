extension SQL {
    /// A piece of SQL that the engines spell differently.
    public enum Fragment: Sendable, Hashable {
        /// Locks the selected rows for this transaction and passes over those that another one has locked.
        ///
        /// Nothing on SQLite, which has one writer.
        case forUpdateSkipLocked
        /// Locks the selected rows for this transaction and waits for those that another one has locked.
        ///
        /// Nothing on SQLite, which has one writer.
        case forUpdate
        /// `CONCURRENTLY`, for an index that is built or dropped while others write.
        ///
        /// Nothing on SQLite. A migration with it runs outside of a transaction.
        case concurrently
        /// Restricts a statement of a migration to one engine; nothing in the text.
        case only(Dialect)
        /// The type of a column.
        case type(ColumnType)
        /// Compares a text with the pattern that follows.
        case matches
    }
}

/// The types of columns that both engines have.
public enum ColumnType: Sendable, Hashable {
    /// An integer that the engine counts up, and the table's primary key.
    case identity
    /// A whole number of 64 bits.
    case integer
    /// A truth value.
    case boolean
    /// A floating-point number of 64 bits.
    case real
    /// Unicode text.
    case text
    /// Raw bytes.
    case bytes
    /// A point in time in UTC, to the microsecond.
    case instant
    /// A 128-bit identifier.
    case id
    /// A JSON document.
    case json
}
