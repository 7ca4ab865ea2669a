import Martlet

/// What a picture is to show: text without spaces around it, of 1 to 1000 characters, all of which can be written.
///
/// Nothing in it is dangerous, because it is never anything but text: it is bound to statements, written as JSON, and sent
/// without a parse mode.
struct Prompt: Sendable, Hashable, CustomStringConvertible {
    /// How many Unicode code points it may have.
    static let lengths = 1...1000

    let text: String

    /// Takes what a person wrote, without the spaces around it.
    init(_ text: String) throws(PromptError) {
        let scalars = text.unicodeScalars
        guard let first = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
            let last = scalars.lastIndex(where: { !$0.properties.isWhitespace }),
            scalars.contains(where: \.isVisible)
        else { throw .empty }
        let trimmed = scalars[first...last]
        guard trimmed.allSatisfy(\.isWritten) else { throw .controlCharacter }
        guard Self.lengths.contains(trimmed.count) else { throw .tooLong(trimmed.count) }
        self.text = String(trimmed)
    }

    var description: String { text }
}

extension Prompt: ColumnValue {
    var databaseValue: DatabaseValue { .text(text) }

    /// Takes what was checked when it was stored.
    init?(column: ColumnReading) {
        guard let text = column.text else { return nil }
        self.init(stored: text)
    }

    static let placeholder = Prompt(stored: "a prompt")

    private init(stored text: String) {
        self.text = text
    }
}

extension Unicode.Scalar {
    /// Tells whether people write it; lines may break and be indented, nothing else is controlled.
    fileprivate var isWritten: Bool {
        properties.generalCategory != .control || self == "\n" || self == "\r" || self == "\t"
    }

    /// Tells whether it shows anything, alone or with others.
    fileprivate var isVisible: Bool {
        switch properties.generalCategory {
        case .control, .format, .spaceSeparator, .lineSeparator, .paragraphSeparator: false
        default: true
        }
    }
}
