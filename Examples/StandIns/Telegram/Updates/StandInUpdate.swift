import Martlet

/// An update as Telegram sends it.
struct StandInUpdate: Sendable {
    /// What it tells of, by the name of its field.
    enum Kind: String, Sendable, CaseIterable {
        case message
        case callbackQuery = "callback_query"
    }

    let id: Int64
    let chat: Int64
    let kind: Kind

    /// When it happened, in seconds since 1970.
    let date: Int64

    /// Telegram's `Update`.
    let json: RawJSON

    init(id: Int64, chat: Int64, kind: Kind, content: RawJSON) {
        self.id = id
        self.chat = chat
        self.kind = kind
        date = Context.current.clock.now.seconds
        json = .object { object in
            object.field("update_id", id)
            switch kind {
            case .message: object.field("message", content)
            case .callbackQuery: object.field("callback_query", content)
            }
        }
    }
}
