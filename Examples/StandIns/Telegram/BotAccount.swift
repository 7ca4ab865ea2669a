import Martlet

/// The bot, as Telegram tells of it.
struct BotAccount {
    private let id: Int64

    /// The digits before the colon of a token are the bot's id.
    init(token: Secret<String>) {
        id = Int64(token.reveal().prefix { $0 != ":" }) ?? 1
    }

    /// Telegram's `User`, as it stands in messages.
    var user: RawJSON {
        .object(write)
    }

    /// Telegram's `User`, as `getMe` answers it.
    var me: RawJSON {
        .object { object in
            write(to: &object)
            object.field("can_join_groups", true)
            object.field("can_read_all_group_messages", false)
            object.field("supports_inline_queries", false)
            object.field("can_connect_to_business", false)
            object.field("has_main_web_app", false)
        }
    }

    private func write(to object: inout ObjectWriter) {
        object.field("id", id)
        object.field("is_bot", true)
        object.field("first_name", "Atelier")
        object.field("username", "AtelierBot")
    }
}
