import Martlet

/// Who the bot is, and what its menu offers.
extension TelegramAPI {
    /// Asks who the bot is.
    func getMe() async throws -> User {
        try await call("getMe", as: User.self)
    }

    /// Sets the menu of commands for people of a language, or for those of all others.
    func setMyCommands(_ commands: [BotCommand], language: String? = nil) async throws {
        let parameters = RawJSON.object { object in
            object.field("commands", commands)
            object.field("language_code", language)
        }
        _ = try await call("setMyCommands", parameters, as: Bool.self)
    }
}

/// A command in Telegram's menu.
struct BotCommand: Payload, Hashable {
    /// The name, without the slash.
    let name: String

    /// What it does; at most 256 characters.
    let about: String

    init(name: String, about: String) {
        self.name = name
        self.about = about
    }

    init(reading fields: inout some FieldReader) {
        name = fields.required("command", .length(1...32))
        about = fields.required("description", .length(1...256))
    }

    func write(to object: inout ObjectWriter) {
        object.field("command", name)
        object.field("description", about)
    }
}
