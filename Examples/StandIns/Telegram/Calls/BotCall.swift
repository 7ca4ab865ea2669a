import Martlet

/// A call of a method of the Bot API.
public struct BotCall: Sendable {
    /// The method's name, as Telegram documents it.
    public let method: String

    /// The media type of its body, where it has one.
    public let contentType: String?

    let parameters: BotParameters

    /// Returns a parameter as text, however it was sent.
    public func text(_ name: String) -> String? {
        parameters.text(name)
    }

    /// The chat that the call is about.
    func chat() throws(BotRefusal) -> Int64 {
        guard let text = parameters.text("chat_id") else { throw .badRequest("chat_id is empty") }
        guard let id = Int64(text) else { throw .badRequest("chat not found") }
        return id
    }

    /// The message that the call is about.
    func message() throws(BotRefusal) -> Int64 {
        guard let id = parameters.integer("message_id"), id > 0 else {
            throw .badRequest("message identifier is not specified")
        }
        return id
    }

    func keyboard() throws(BotRefusal) -> ChatKeyboard? {
        guard let text = parameters.text("reply_markup") else { return nil }
        guard let markup: RawJSON = parameters.json("reply_markup") else {
            throw .badRequest("can't parse reply keyboard markup JSON object")
        }
        return text.isEmpty ? nil : try ChatKeyboard(markup)
    }

    /// The text of a message.
    func content() throws(BotRefusal) -> ChatText {
        let content = try marked("text", entities: "entities")
        guard !content.plain.isEmpty else { throw .badRequest("message text is empty") }
        guard content.plain.unicodeScalars.count <= 4096 else { throw .badRequest("message is too long") }
        return content
    }

    /// The text below a picture or a file.
    func caption() throws(BotRefusal) -> ChatText {
        let content = try marked("caption", entities: "caption_entities")
        guard content.plain.unicodeScalars.count <= 1024 else { throw .badRequest("message caption is too long") }
        return content
    }

    private func marked(_ name: String, entities: String) throws(BotRefusal) -> ChatText {
        let text = parameters.text(name) ?? ""
        guard let mode = parameters.text("parse_mode"), !mode.isEmpty else {
            return ChatText(text.trimmed, entities: parameters.json(entities) ?? [])
        }
        switch mode.lowercased() {
        case "html": return try HTMLText.read(text)
        default: throw .badRequest("unsupported parse_mode")
        }
    }
}

extension String {
    /// Without white space around it, as Telegram cuts it off.
    fileprivate var trimmed: String {
        var rest = self[...]
        while rest.first?.isWhitespace == true { rest.removeFirst() }
        while rest.last?.isWhitespace == true { rest.removeLast() }
        return String(rest)
    }
}
