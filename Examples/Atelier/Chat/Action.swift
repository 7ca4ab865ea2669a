import Martlet

/// What the press of a button does.
struct Action: Sendable {
    /// What the button's data begins with.
    let name: String

    /// Does it, once however often it is pressed where that matters, and says what has come of it.
    let answer: @Sendable (Press) async throws -> PressReply

    init(_ name: String, answer: @escaping @Sendable (Press) async throws -> PressReply) {
        self.name = name
        self.answer = answer
    }
}

/// A press whose button was made for the one who pressed it.
struct Press: Sendable {
    let member: Member

    /// The chat and the message with the button.
    let chat: Int64
    let message: Int64

    /// The job that answers: the same when it runs again, another one for a second press.
    let job: ID<any Job>

    let parameter: String
    let buttons: ButtonMaker

    var texts: Texts { Texts(member.language) }
}

/// What answers a press.
struct PressReply: Sendable, Hashable {
    /// What happens in the chat.
    enum Change: Sendable, Hashable {
        case none
        /// The message with the button becomes another one.
        case edit(Reply)
        /// The message with the button gets other buttons.
        case keyboard(InlineKeyboard)
        /// Something is said.
        case say(Reply)
        /// A picture is shown that Telegram has.
        case show(OldPicture)
    }

    /// A picture that Telegram has kept so far.
    struct OldPicture: Sendable, Hashable {
        let fileID: String
        let caption: String
        let keyboard: InlineKeyboard

        /// What is said where Telegram does not keep it any more.
        let isMissing: String
    }

    /// What is shown over the chat, at most 200 characters.
    var notice: String?

    /// Whether the notice stays until it is dismissed.
    var isAlert = false

    var change = Change.none

    /// A change, maybe with a notice that goes away by itself.
    init(_ change: Change, notice: String? = nil) {
        self.change = change
        self.notice = notice
    }

    /// Something that has to be read.
    static func alert(_ text: String) -> PressReply {
        var reply = PressReply(.none, notice: text)
        reply.isAlert = true
        return reply
    }
}
