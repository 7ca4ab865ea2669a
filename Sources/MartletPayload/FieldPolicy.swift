/// What a payload does with fields that it does not declare.
public struct FieldPolicy: Sendable, Hashable {
    private enum Unknown { case refused, ignored }

    private let unknown: Unknown

    /// An undeclared field is an error; the rule for our own interfaces.
    public static let strict = FieldPolicy(unknown: .refused)

    /// An undeclared field is checked to be valid JSON and skipped; for payloads that others define and extend.
    public static let ignoringUnknown = FieldPolicy(unknown: .ignored)

    var ignoresUnknown: Bool { unknown == .ignored }
}
