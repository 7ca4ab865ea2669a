import Martlet

/// The commands that a chat offers, by language; "" stands for every language that has none of its own.
struct CommandMenu {
    /// The most commands of a language, and the most languages.
    static let (commands, languages) = (100, 50)

    private var lists: [String: [MenuCommand]] = [:]

    mutating func set(_ commands: [MenuCommand], language: String) throws(BotRefusal) {
        guard commands.count <= Self.commands else { throw .badRequest("BOT_COMMANDS_TOO_MUCH") }
        guard lists[language] != nil || lists.count < Self.languages else { throw .badRequest("LANG_CODE_INVALID") }
        lists[language] = commands
    }

    func commands(language: String) -> [MenuCommand] {
        lists[language] ?? []
    }

    /// What a person with an app in a language is offered.
    func offered(language: String) -> [MenuCommand] {
        lists[language] ?? lists[""] ?? []
    }
}

/// A command that a chat offers: Telegram's `BotCommand`.
struct MenuCommand: Payload, Hashable {
    static let fieldPolicy = FieldPolicy.ignoringUnknown

    let command: String
    let description: String

    init(reading fields: inout some FieldReader) {
        command = fields.required("command")
        description = fields.required("description")
    }

    func write(to object: inout ObjectWriter) {
        object.field("command", command)
        object.field("description", description)
    }

    func check() throws(BotRefusal) {
        guard command.wholeMatch(of: /\/?[a-z0-9_]{1,32}/) != nil else { throw .badRequest("BOT_COMMAND_INVALID") }
        guard (1...256).contains(description.unicodeScalars.count) else {
            throw .badRequest("BOT_COMMAND_DESCRIPTION_INVALID")
        }
    }
}
