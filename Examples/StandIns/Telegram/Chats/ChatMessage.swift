import Martlet

/// A message as it stands in a chat.
public struct ChatMessage: Sendable, Hashable {
    /// Who wrote it.
    enum Sender: Sendable, Hashable { case bot, person }

    /// The message's id.
    public let id: Int64

    /// The chat that it stands in.
    public let chat: Int64

    let sender: Sender
    let date: Int64
    var editDate: Int64?

    /// What it shows above its text.
    public internal(set) var attachment: ChatAttachment?

    /// Its text, or the caption of what is attached.
    public internal(set) var content: ChatText

    /// The buttons below it.
    public internal(set) var keyboard: ChatKeyboard?

    /// Its text, or the caption of what is attached, without marks.
    public var text: String { content.plain }

    /// Whether the bot wrote it.
    public var isFromBot: Bool { sender == .bot }

    /// Whether the bot has edited it.
    public var isEdited: Bool { editDate != nil }

    /// Telegram's `Message`.
    func json(with person: ChatPerson, and bot: RawJSON) -> RawJSON {
        .object { object in
            object.field("message_id", id)
            object.field("from", isFromBot ? bot : person.user)
            object.field("chat", person.chat)
            object.field("date", date)
            object.field("edit_date", editDate)
            if let attachment {
                attachment.write(to: &object)
                if !text.isEmpty { object.field("caption", text) }
                if !content.entities.isEmpty { object.field("caption_entities", content.entities) }
            } else {
                object.field("text", text)
                if !content.entities.isEmpty { object.field("entities", content.entities) }
            }
            object.field("reply_markup", keyboard?.json)
        }
    }
}
