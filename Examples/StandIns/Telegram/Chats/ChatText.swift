import Martlet

/// A text with what is marked in it.
public struct ChatText: Sendable, Hashable {
    /// The text without its marks.
    public let plain: String

    /// Telegram's `MessageEntity`s.
    let entities: [RawJSON]

    init(_ plain: String, entities: [RawJSON] = []) {
        self.plain = plain
        self.entities = entities
    }

    static let empty = ChatText("")

    /// A person's text: what looks like a command is marked as one.
    static func typed(_ text: String) -> ChatText {
        ChatText(
            text,
            entities: text.matches(of: /(?:^|\s)(\/[A-Za-z0-9_]{1,32}(?:@[A-Za-z0-9_]{5,32})?)/).map { match in
                .entity("bot_command", in: text, from: match.output.1.startIndex, to: match.output.1.endIndex)
            }
        )
    }
}

extension RawJSON {
    /// Telegram's `MessageEntity`; it counts in units of UTF-16.
    static func entity(
        _ type: String,
        in text: String,
        from start: String.Index,
        to end: String.Index,
        url: String? = nil
    ) -> RawJSON {
        .object { object in
            object.field("type", type)
            object.field("offset", text.utf16.distance(from: text.startIndex, to: start))
            object.field("length", text.utf16.distance(from: start, to: end))
            object.field("url", url)
        }
    }
}
