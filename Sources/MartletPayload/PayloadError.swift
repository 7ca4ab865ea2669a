/// What went wrong with a payload, an id or an amount of money.
public struct PayloadError: Error, Sendable, CustomStringConvertible {
    /// What kind of error it is.
    public struct Code: Sendable, Hashable, CustomStringConvertible {
        /// The code's stable name.
        public let description: String

        /// The bytes are not JSON.
        public static let malformed = Code(description: "malformed")

        /// The input is JSON, or text, but not what is declared.
        public static let invalid = Code(description: "invalid")

        /// The value cannot be written as JSON.
        public static let unencodable = Code(description: "unencodable")

        /// An amount does not fit.
        public static let overflow = Code(description: "overflow")

        /// Amounts of two currencies were combined.
        public static let currencyMismatch = Code(description: "currencyMismatch")
    }

    /// The kind of error.
    public let code: Code

    /// What happened and what to do about it.
    public let message: String

    /// What is wrong with single fields; at most 100.
    public let issues: [FieldIssue]

    /// Whether more is wrong than ``issues`` tells.
    public let isTruncated: Bool

    /// The code, the message and the issues.
    public var description: String {
        let list = issues.map { "\($0.path.isEmpty ? "input" : $0.path): \($0.message)" }
        return (["\(code): \(message)"] + list).joined(separator: " ")
    }

    init(code: Code, message: String, issues: [FieldIssue] = [], isTruncated: Bool = false) {
        self.code = code
        self.message = message
        self.issues = issues
        self.isTruncated = isTruncated
    }
}
