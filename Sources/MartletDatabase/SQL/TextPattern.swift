/// What a text is searched for, with nothing in it that stands for other characters.
///
/// Both engines compare exactly, upper and lower case apart; to find both, compare a column that is stored folded.
public struct TextPattern: Sendable, Hashable {
    private let isAnchored: Bool
    private let text: String

    /// Matches texts that contain another one.
    public static func contains(_ text: String) -> TextPattern {
        TextPattern(isAnchored: false, text: text)
    }

    /// Matches texts that start with another one.
    public static func startsWith(_ text: String) -> TextPattern {
        TextPattern(isAnchored: true, text: text)
    }

    /// Returns the pattern as the engine's operator wants it: `LIKE` on PostgreSQL, `GLOB` on SQLite.
    public func text(in dialect: Dialect) -> String {
        let (anything, escaped): (Character, (Character) -> String) =
            switch dialect {
            case .postgres: ("%", { "%_\\".contains($0) ? "\\\($0)" : String($0) })
            case .sqlite: ("*", { "*?[".contains($0) ? "[\($0)]" : String($0) })
            }
        let literal = String(text.unicodeScalars.lazy.map { escaped(Character($0)) }.joined())
        return isAnchored ? "\(literal)\(anything)" : "\(anything)\(literal)\(anything)"
    }
}
