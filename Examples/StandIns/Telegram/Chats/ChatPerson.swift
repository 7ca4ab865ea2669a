import Martlet

/// A person who talks with the bot, and the chat of the two, which has the person's id.
public struct ChatPerson: Sendable, Hashable {
    /// The id of the person and of the chat.
    public let id: Int64

    /// What the person is called.
    public let firstName: String

    /// The name that others find the person by.
    public let username: String?

    /// The language of the person's app, for example `ru`.
    public let languageCode: String?

    /// Creates a person.
    public init(id: Int64, firstName: String = "Ada", username: String? = nil, languageCode: String? = "en") {
        self.id = id
        self.firstName = firstName
        self.username = username
        self.languageCode = languageCode
    }

    /// Telegram's `User`.
    var user: RawJSON {
        .object { object in
            object.field("id", id)
            object.field("is_bot", false)
            object.field("first_name", firstName)
            object.field("username", username)
            object.field("language_code", languageCode)
        }
    }

    /// Telegram's `Chat`.
    var chat: RawJSON {
        .object { object in
            writeChat(to: &object)
        }
    }

    /// Telegram's `ChatFullInfo`, with what client libraries insist on.
    var fullChat: RawJSON {
        .object { object in
            writeChat(to: &object)
            object.field("active_usernames", username.map { [$0] })
            object.field("accent_color_id", Int(id % 7))
            object.field("max_reaction_count", 11)
            object.field("accepted_gift_types", Self.noGifts)
        }
    }

    private func writeChat(to object: inout ObjectWriter) {
        object.field("id", id)
        object.field("first_name", firstName)
        object.field("username", username)
        object.field("type", "private")
    }

    private static let noGifts = RawJSON.object { object in
        object.field("unlimited_gifts", false)
        object.field("limited_gifts", false)
        object.field("unique_gifts", false)
        object.field("premium_subscription", false)
        object.field("gifts_from_channels", false)
    }
}
