/// Where a read may take its rows from.
public enum ReadSource: Sendable, Hashable {
    /// The database itself: what was committed before is there.
    case primary

    /// A copy of it, where there is one that answers, else the database itself.
    ///
    /// A copy may be behind by what it has not received yet: do not look there for what was written just before.
    case replica
}
