public import MartletContext

extension Instant: TextValue {
    /// The epoch.
    public static var placeholder: Instant { Instant(microseconds: 0) }

    /// What the value is called in a message.
    public static var expectation: String { "a time such as 2026-11-21T07:46:00Z" }

    /// Reads RFC 3339 text with a zone.
    public init?(text: String) {
        self.init(text)
    }

    /// RFC 3339 text in UTC.
    public var text: String { description }

    /// Judges ranges.
    public func breaks(_ constraint: Constraint) -> Bool {
        guard case .instants(let lower, let upper) = constraint.kind else { return false }
        return lower.map { self < $0 } ?? false || upper.map { self > $0 } ?? false
    }
}
