import Martlet
import NIOCore

/// The buttons below a message of the bot.
public struct ChatKeyboard: Sendable, Hashable {
    /// The rows from top to bottom.
    public let rows: [[ChatButton]]

    /// All buttons, row by row.
    public var buttons: [ChatButton] { rows.flatMap(\.self) }

    /// Telegram's `InlineKeyboardMarkup`.
    var json: RawJSON {
        .object { $0.field("inline_keyboard", rows.map { $0.map(\.json) }) }
    }

    /// Reads `reply_markup`; nil where it is no inline keyboard, which shows nothing in a chat.
    init?(_ markup: RawJSON) throws(BotRefusal) {
        guard let fields: [String: RawJSON] = markup.decoded() else {
            throw .badRequest("object expected as reply markup")
        }
        guard let inline = fields["inline_keyboard"] else { return nil }
        guard let raw: [[RawJSON]] = inline.decoded() else {
            throw .badRequest("field \"inline_keyboard\" must be of type Array of Arrays")
        }
        var rows: [[ChatButton]] = []
        for row in raw {
            var buttons: [ChatButton] = []
            for button in row { buttons.append(try ChatButton(button)) }
            if !buttons.isEmpty { rows.append(buttons) }
        }
        guard rows.joined().count <= 100 else { throw .badRequest("REPLY_MARKUP_TOO_LONG") }
        if rows.isEmpty { return nil }
        self.rows = rows
    }
}

/// A button below a message.
public struct ChatButton: Sendable, Hashable {
    /// What it says.
    public let text: String

    /// What the bot is told when it is pressed.
    public let data: String?

    /// What it opens.
    public let url: String?

    /// Telegram's `InlineKeyboardButton`, as the bot sent it.
    let json: RawJSON

    /// The fields that say what a press does, one of which a button has.
    private static let actions: Set = [
        "callback_data", "url", "web_app", "login_url", "switch_inline_query", "switch_inline_query_current_chat",
        "switch_inline_query_chosen_chat", "copy_text", "callback_game", "pay",
    ]

    init(_ json: RawJSON) throws(BotRefusal) {
        guard let fields: [String: RawJSON] = json.decoded() else {
            throw .badRequest("can't parse inline keyboard button: InlineKeyboardButton must be an Object")
        }
        guard let text: String = fields["text"]?.decoded() else {
            throw .badRequest("can't parse inline keyboard button: Can't find field \"text\"")
        }
        guard !Self.actions.isDisjoint(with: fields.keys) else {
            throw .badRequest(
                "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
            )
        }
        guard !text.isEmpty else { throw .badRequest("inline keyboard button text must be non-empty") }
        if let data = fields["callback_data"] {
            guard let data: String = data.decoded(), (1...64).contains(data.utf8.count) else {
                throw .badRequest("BUTTON_DATA_INVALID")
            }
            self.data = data
        } else {
            data = nil
        }
        self.text = text
        url = fields["url"]?.decoded()
        self.json = json
    }
}

extension RawJSON {
    /// Takes the value apart; nil when it is of another kind.
    func decoded<Value: FieldValue>(as type: Value.Type = Value.self) -> Value? {
        try? JSON.decode(from: ByteBuffer(bytes: bytes))
    }
}
