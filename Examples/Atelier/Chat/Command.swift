import Martlet

/// Something that people can ask the bot for: `/balance`, or `/transfer @ada 10`.
struct Command: Sendable {
    /// Whom a command exists for.
    enum Audience: Sendable {
        case everyone
        case administrators
    }

    /// What people type behind the slash.
    let name: String

    /// What it does, for the help and for Telegram's menu.
    let about: @Sendable (Texts) -> String

    let audience: Audience

    /// Whether its answer is nobody else's business, so that it is given in a chat of two only.
    let isPersonal: Bool

    /// Finds the answer; nil when others give it, as the jobs of a picture do.
    let answer: @Sendable (Request) async throws -> Reply?

    init(
        _ name: String,
        about: @escaping @Sendable (Texts) -> String,
        audience: Audience = .everyone,
        isPersonal: Bool = false,
        answer: @escaping @Sendable (Request) async throws -> Reply?
    ) {
        self.name = name
        self.about = about
        self.audience = audience
        self.isPersonal = isPersonal
        self.answer = answer
    }
}

/// A command as somebody has sent it.
struct Request: Sendable {
    let member: Member

    /// Whether the member has just been welcomed, which the answer is followed by.
    let isFirst: Bool

    /// Where the answer goes.
    let chat: Chat

    /// The id of the job that answers, the same in every attempt: what it causes happens once. (The ids of updates
    /// begin anew with another bot, and after a week without any.)
    let job: ID<any Job>

    /// What stands behind the command, without the spaces around it.
    let argument: String

    /// The commands that exist for the member.
    let offered: [Command]

    let buttons: ButtonMaker

    var texts: Texts { Texts(member.language) }

    /// The words behind the command.
    var words: [String] { argument.split(whereSeparator: \.isWhitespace).map(String.init) }
}

/// What is said to a person.
struct Reply: Sendable, Hashable {
    var text: String
    var keyboard: InlineKeyboard?

    init(_ text: String, keyboard: InlineKeyboard? = nil) {
        self.text = text
        self.keyboard = keyboard
    }
}
