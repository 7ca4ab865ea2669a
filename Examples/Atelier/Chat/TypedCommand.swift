/// A command as somebody has typed it: `/transfer@AtelierBot @ada 10`.
struct TypedCommand: Sendable, Hashable {
    /// The name in lower case, without the slash and without the bot's name, which it carries in groups.
    let name: String

    /// What stands behind it, without the white space around it.
    let argument: String

    /// Reads a text; nil for one that is no command.
    init?(_ text: String) {
        let text = text.drop(while: \.isWhitespace)
        guard text.first == "/" else { return nil }
        let word = text.dropFirst().prefix { !$0.isWhitespace }
        name = word.prefix { $0 != "@" }.lowercased()
        let rest = text[word.endIndex...].drop(while: \.isWhitespace)
        let end = rest.lastIndex { !$0.isWhitespace }.map(rest.index(after:)) ?? rest.startIndex
        argument = String(rest[..<end])
    }
}
