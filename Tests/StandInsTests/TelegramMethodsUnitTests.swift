import FoundationEssentials
import Martlet
import MartletTesting
import NIOCore
@testable import StandIns
import Testing

/// What the methods of the Bot API do, and how they refuse.
struct TelegramMethodsUnitTests {
    private let bot = TelegramStandIn.quiet()
    private static let keyboard = #"{"inline_keyboard":[[{"text":"Again","callback_data":"again:1"}],[]]}"#

    private func refusal(_ method: String, _ parameters: [String: String]) async -> String {
        do {
            try await bot.call(method, parameters)
            return "no refusal"
        } catch let refusal as BotRefusal {
            return "\(refusal.code) \(refusal.description)"
        } catch {
            return "\(error)"
        }
    }

    @Test func `the README lists every method`() throws {
        let readme = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../README.md")
        let text = try String(contentsOf: readme, encoding: .utf8)
        #expect(BotMethod.all.map(\.name).filter { !text.contains("`\($0)`") } == [])
    }

    @Test func `a message comes with its buttons, trimmed`() async throws {
        let parameters = ["chat_id": "1", "text": " Hello\n", "reply_markup": Self.keyboard]
        let message: ReadMessage = try await bot.call("sendMessage", parameters, as: ReadMessage.self)
        #expect(message.text == "Hello")
        #expect(message.markup?.description == #"{"inline_keyboard":[[{"text":"Again","callback_data":"again:1"}]]}"#)
        guard case .message(let seen) = bot.seen().last else { throw BotRefusal(500, "nothing seen") }
        #expect(seen.id == message.id && seen.keyboard?.buttons.map(\.data) == ["again:1"])
    }

    @Test(arguments: [
        ("{}", nil), (#"{"remove_keyboard":true}"#, nil), (#"{"inline_keyboard":[]}"#, nil),
        ("[", "can't parse reply keyboard markup JSON object"), ("[]", "object expected as reply markup"),
        (#"{"inline_keyboard":{}}"#, "field \"inline_keyboard\" must be of type Array of Arrays"),
        (#"{"inline_keyboard":[[1]]}"#, "can't parse inline keyboard button: InlineKeyboardButton must be an Object"),
        (#"{"inline_keyboard":[[{"url":"a"}]]}"#, "can't parse inline keyboard button: Can't find field \"text\""),
        (
            #"{"inline_keyboard":[[{"text":"a"}]]}"#,
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
        ),
        (
            #"{"inline_keyboard":[[{"text":"a","style":"danger"}]]}"#,
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
        ),
        (
            #"{"inline_keyboard":[[{"text":"","callback_data":"a"}]]}"#,
            "inline keyboard button text must be non-empty"
        ),
        (#"{"inline_keyboard":[[{"text":"a","switch_inline_query":""}]]}"#, nil),
        (#"{"inline_keyboard":[[{"text":"a","callback_data":""}]]}"#, "BUTTON_DATA_INVALID"),
        (
            #"{"inline_keyboard":[[{"text":"a","callback_data":"\#(String(repeating: "ü", count: 33))"}]]}"#,
            "BUTTON_DATA_INVALID"
        ),
    ])
    func `buttons that are wrong are refused in Telegram's words`(markup: String, reason: String?) async {
        let answer = await refusal("sendMessage", ["chat_id": "1", "text": "a", "reply_markup": markup])
        #expect(answer == (reason.map { "400 Bad Request: \($0)" } ?? "no refusal"))
    }

    @Test(arguments: [
        ("sendMessage", ["text": "a"], "chat_id is empty"),
        ("sendMessage", ["chat_id": "@ada", "text": "a"], "chat not found"),
        ("sendMessage", ["chat_id": "-5", "text": "a"], "chat not found"),
        ("sendMessage", ["chat_id": "1"], "message text is empty"),
        ("sendMessage", ["chat_id": "1", "text": " \n "], "message text is empty"),
        ("sendMessage", ["chat_id": "1", "text": String(repeating: "🙂", count: 4097)], "message is too long"),
        ("sendMessage", ["chat_id": "1", "text": "a", "parse_mode": "Nonsense"], "unsupported parse_mode"),
        ("editMessageText", ["chat_id": "1", "text": "a"], "message identifier is not specified"),
        ("editMessageText", ["chat_id": "1", "message_id": "9", "text": "a"], "message to edit not found"),
        ("deleteMessage", ["chat_id": "1", "message_id": "9"], "message to delete not found"),
        ("sendChatAction", ["chat_id": "1", "action": "dancing"], "wrong parameter action in request"),
        ("sendPhoto", ["chat_id": "1"], "there is no photo in the request"),
        ("sendPhoto", ["chat_id": "1", "photo": "AgACnonsense"], "wrong file identifier/HTTP URL specified"),
        ("sendPhoto", ["chat_id": "1", "photo": "http://127.0.0.1:1/a.png"], "failed to get HTTP URL content"),
        (
            "sendPhoto", ["chat_id": "1", "photo": "x", "caption": String(repeating: "a", count: 1025)],
            "message caption is too long"
        ),
        ("getFile", ["file_id": "x"], "invalid file_id"),
        ("setMyCommands", ["commands": #"[{"command":"Start","description":"a"}]"#], "BOT_COMMAND_INVALID"),
        ("setMyCommands", ["commands": #"[{"command":"start","description":""}]"#], "BOT_COMMAND_DESCRIPTION_INVALID"),
        ("setWebhook", ["url": "ftp://a"], "bad webhook: invalid webhook URL specified"),
        ("setWebhook", ["url": "http://a"], "bad webhook: An HTTPS URL must be provided for webhook"),
        ("setWebhook", ["url": "http://127.0.0.1.a"], "bad webhook: An HTTPS URL must be provided for webhook"),
        (
            "setWebhook", ["url": "https://a:9999"],
            "bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443"
        ),
        ("setWebhook", ["url": "http://a", "secret_token": "a b"], "secret token contains unallowed characters"),
        (
            "answerCallbackQuery", ["callback_query_id": "1"],
            "query is too old and response timeout expired or query ID is invalid"
        ),
    ])
    func `a call that is wrong is refused in Telegram's words`(
        method: String,
        parameters: [String: String],
        reason: String
    ) async {
        #expect(await refusal(method, parameters) == "400 Bad Request: \(reason)")
    }

    @Test func `a message is edited, loses its buttons, and is not edited into itself`() async throws {
        let sent: ReadMessage = try await bot.call(
            "sendMessage",
            ["chat_id": "1", "text": "a", "reply_markup": Self.keyboard],
            as: ReadMessage.self
        )
        let place = ["chat_id": "1", "message_id": "\(sent.id)"]
        let unchanged = place.merging(["text": "a", "reply_markup": Self.keyboard]) { $1 }
        #expect(await refusal("editMessageText", unchanged).hasPrefix("400 Bad Request: message is not modified: "))
        let edited = try await bot.call("editMessageText", place.merging(["text": "b"]) { $1 }, as: ReadMessage.self)
        #expect(edited.text == "b" && edited.markup == nil && edited.editDate != nil)
        let again = place.merging(["reply_markup": Self.keyboard]) { $1 }
        #expect(try await bot.call("editMessageReplyMarkup", again, as: ReadMessage.self).markup != nil)
        #expect(await refusal("editMessageReplyMarkup", again).contains("message is not modified"))
        let caption = place.merging(["caption": "c"]) { $1 }
        #expect(
            await refusal("editMessageCaption", caption)
                == "400 Bad Request: there is no caption in the message to edit"
        )
        let own = try bot.say("mine")
        let foreign = ["chat_id": "1", "message_id": "\(own)", "text": "b"]
        #expect(await refusal("editMessageText", foreign) == "400 Bad Request: message can't be edited")
        #expect(try await bot.call("deleteMessage", place, as: Bool.self))
        #expect(bot.seen().contains(.deletion(sent.id)))
    }

    @Test func `a press is answered once, and not after a quarter of an hour`() async throws {
        let clock = TestClock()
        try await Context.still(clock).run {
            let sent = try await bot.call("sendMessage", ["chat_id": "1", "text": "a"], as: ReadMessage.self)
            let press = try bot.press("again:1", on: sent.id)
            let answer = ["callback_query_id": press, "text": "Yes", "show_alert": "true"]
            #expect(try await bot.call("answerCallbackQuery", answer, as: Bool.self))
            #expect(bot.seen().last == .answer(ChatAnswer(callbackQueryID: press, text: "Yes", isAlert: true)))
            #expect(await refusal("answerCallbackQuery", answer).contains("query is too old"))
            let late = try bot.press("again:1", on: sent.id)
            clock.advance(by: ButtonPress.patience + .seconds(1))
            #expect(await refusal("answerCallbackQuery", ["callback_query_id": late]).contains("query is too old"))
        }
    }

    @Test func `who blocked the bot is written to in vain`() async {
        bot.setBlocked(true, by: 5)
        #expect(
            await refusal("sendMessage", ["chat_id": "5", "text": "a"]) == "403 Forbidden: bot was blocked by the user"
        )
        bot.setBlocked(false, by: 5)
        #expect(await refusal("sendMessage", ["chat_id": "5", "text": "a"]) == "no refusal")
    }

    @Test func `a stand-in that knows nobody finds the chats of those who came`() async throws {
        let bot = TelegramStandIn.quiet(knowsEverybody: false)
        await #expect(throws: BotRefusal.badRequest("chat not found")) {
            try await bot.call("sendMessage", ["chat_id": "5", "text": "a"])
        }
        bot.introduce(ChatPerson(id: 5, username: "ada"))
        try await bot.call("sendMessage", ["chat_id": "5", "text": "a"])
        #expect(try await bot.call("getChat", ["chat_id": "5"]).description.contains(#""username":"ada""#))
    }

    @Test func `commands are kept for each language`() async throws {
        let list = #"[{"command":"start","description":"begin"}]"#
        try await bot.call("setMyCommands", ["commands": list])
        try await bot.call("setMyCommands", ["commands": "[]", "language_code": "ru"])
        #expect(try await bot.call("getMyCommands").description == list)
        #expect(try await bot.call("getMyCommands", ["language_code": "ru"]).description == "[]")
        #expect(bot.look { $0.commands.offered(language: "de") }.map(\.command) == ["start"])
    }
}
