/// What the press of a button means: an action and, behind the first colon, its parameter, as in `ratio:16:9`.
struct ButtonData: Sendable, Hashable, CustomStringConvertible {
    /// What is to be done.
    let action: String

    /// With what; colons are allowed, and it may be empty.
    let parameter: String

    var description: String { "\(action):\(parameter)" }

    init(_ action: String, _ parameter: String) throws(ButtonError) {
        guard !action.isEmpty else { throw .withoutAction }
        guard !action.utf8.contains(UInt8(ascii: ":")) else { throw .malformed }
        self.action = action
        self.parameter = parameter
    }

    /// Reads what a button carries.
    init(parsing text: String) throws(ButtonError) {
        let parts = text.utf8.split(separator: UInt8(ascii: ":"), maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let action = String(parts[0]), let parameter = String(parts[1]) else {
            throw .malformed
        }
        try self.init(action, parameter)
    }
}
