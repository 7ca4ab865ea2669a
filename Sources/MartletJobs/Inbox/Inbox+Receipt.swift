extension Inbox {
    /// What an inbox says to a delivery; both are reasons to acknowledge it.
    public enum Receipt: String, Sendable, Hashable {
        /// It is new and stored.
        case accepted
        /// It has been stored before.
        case duplicate
    }
}
