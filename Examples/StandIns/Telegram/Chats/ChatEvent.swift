import Martlet

/// Something that a person sees happen in the chat with the bot.
public struct ChatEvent: Sendable, Hashable {
    /// What happens.
    public enum Kind: Sendable, Hashable {
        /// A message comes, of the bot or of the person.
        case message(ChatMessage)

        /// A message of the bot becomes another.
        case edit(ChatMessage)

        /// A message disappears.
        case deletion(Int64)

        /// The bot is busy, for example with `upload_photo`.
        case action(String)

        /// The bot answers a press.
        case answer(ChatAnswer)
    }

    /// Later events have higher numbers.
    public let number: Int64

    /// The chat in which it happens.
    public let chat: Int64

    /// What happens.
    public let kind: Kind

    /// The message that is new, where one of the bot is.
    public var sentMessage: ChatMessage? {
        if case .message(let message) = kind, message.isFromBot { message } else { nil }
    }

    /// The event as the person's side is told of it.
    func json(with person: ChatPerson, and bot: RawJSON) -> RawJSON {
        .object { object in
            object.field("number", number)
            switch kind {
            case .message(let message), .edit(let message):
                object.field("message", message.json(with: person, and: bot))
            case .deletion(let id): object.field("deleted", id)
            case .action(let action): object.field("action", action)
            case .answer(let answer): object.field("answer", answer.json)
            }
        }
    }
}

/// What the bot answers to a press of a button.
public struct ChatAnswer: Sendable, Hashable {
    /// The id of the press.
    public let callbackQueryID: String

    /// What it says; nothing where the press is only confirmed.
    public let text: String?

    /// Whether it is shown until the person confirms it.
    public let isAlert: Bool

    var json: RawJSON {
        .object { object in
            object.field("callback_query_id", callbackQueryID)
            object.field("text", text)
            object.field("show_alert", isAlert)
        }
    }
}
