/// A command as somebody has typed it: `/transfer@AtelierBot @ada 10`.
struct TypedCommand: Sendable, Hashable {
    /// The name in lower case, without the slash.
    let name: String

    /// Which bot is meant, as groups write it behind an `@`; nil where it does not say.
    let bot: String?

    /// What stands behind it, without the white space around it.
    let argument: String

    /// Reads a text; nil for one that is no command.
    init?(_ text: String) {
        let text = text.drop(while: \.isWhitespace)
        guard text.first == "/" else { return nil }
        let word = text.dropFirst().prefix { !$0.isWhitespace }
        let parts = word.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
        name = parts[0].lowercased()
        bot = parts.count == 2 ? String(parts[1]) : nil
        argument = text[word.endIndex...].trimmed
    }
}

extension Substring {
    /// The text without the white space around it.
    var trimmed: String {
        let start = drop(while: \.isWhitespace)
        let end = start.lastIndex { !$0.isWhitespace }.map(start.index(after:)) ?? start.startIndex
        return String(start[..<end])
    }
}
