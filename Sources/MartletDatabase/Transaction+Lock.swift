extension Transaction {
    /// Waits for the lock of a name and holds it until the transaction ends; others that want it wait as long.
    ///
    /// For an order between transactions that no row stands for. Nothing on SQLite, whose one writer holds every lock.
    public func lock(_ name: String) throws {
        guard dialect == .postgres else { return }
        try run("SELECT pg_advisory_xact_lock(hashtextextended(\(name), 0))" as Statement<Changes>)
    }
}
