import Martlet
@testable import StandIns
import Synchronization
import Testing

/// What people see, and what the terminal shows of it.
struct TelegramEventsUnitTests {
    private let bot = TelegramStandIn.quiet()
    private static let keyboard =
        #"{"inline_keyboard":[[{"text":"Yes","callback_data":"y"},{"text":"No","callback_data":"n"}],[{"text":"Why","url":"http://a"}]]}"#

    private func speech(_ event: ChatEvent.Kind) -> [Substring]? {
        ChatEvent(number: 1, chat: 1, kind: event).speech
    }

    @Test func `the terminal shows what the bot says, with its buttons`() async throws {
        try await bot.call("sendMessage", ["chat_id": "1", "text": "a\n\nb", "reply_markup": Self.keyboard])
        #expect(try speech(#require(bot.seen().last)) == ["a", "", "b", "[ Yes ] [ No ]", "[ Why ]"])
    }

    @Test(arguments: [
        (ChatAttachment.Kind.photo(width: 3, height: 2), "(a picture, 3 × 2)"), (.document, "(a file, a.zip)"),
    ])
    func `the terminal tells of pictures and files`(kind: ChatAttachment.Kind, line: String) throws {
        let file = ChatAttachment(kind: kind, fileID: "f", name: "a.zip", contentType: "x/y", size: 1)
        for (caption, lines) in [("", [line[...]]), ("A caption", [line[...], "A caption"])] {
            let message = ChatMessage(
                id: 1,
                chat: 1,
                sender: .bot,
                date: 0,
                attachment: file,
                content: ChatText(caption)
            )
            #expect(speech(.message(message)) == lines)
        }
    }

    @Test func `the terminal shows what the bot answers to presses, and nothing of what people do`() async throws {
        let id = try bot.say("mine")
        #expect(try speech(#require(bot.seen().last)) == nil)
        #expect(speech(.answer(ChatAnswer(callbackQueryID: "1", text: "Done", isAlert: false))) == ["Done"])
        #expect(speech(.answer(ChatAnswer(callbackQueryID: "1", text: nil, isAlert: false))) == nil)
        #expect(speech(.deletion(id)) == nil && speech(.action("typing")) == nil)
    }

    @Test func `events come in order, from a number on, and a new one is waited for`() async throws {
        try bot.say("a")
        try await bot.call("sendMessage", ["chat_id": "1", "text": "b"])
        try await bot.call("sendChatAction", ["chat_id": "1", "action": "typing"])
        let all = try #require(await bot.events(of: 1, after: 0, within: .zero))
        #expect(all.last == 3 && all.events.count == 3 && !all.hasGap)
        #expect(all.events[2].description == #"{"number":3,"action":"typing"}"#)
        async let next = bot.events(of: 1, after: 3, within: .seconds(50))
        try await bot.call("deleteMessage", ["chat_id": "1", "message_id": "2"])
        #expect(await next?.events.map(\.description) == [#"{"number":4,"deleted":2}"#])
    }

    @Test func `who comes too late for some events gets every message as it stands, and is told so`() async throws {
        let id = try bot.say("first")
        try await bot.call("sendMessage", ["chat_id": "1", "text": "second"])
        for _ in 1..<PrivateChat.events {
            try await bot.call("sendChatAction", ["chat_id": "1", "action": "typing"])
        }
        // Two events and all but one of those that are remembered: the first one is lost.
        let last = Int64(PrivateChat.events + 1)
        let kept = try #require(await bot.events(of: 1, after: 1, within: .zero))
        #expect(kept.events.count == PrivateChat.events && !kept.hasGap)
        let late = try #require(await bot.events(of: 1, after: 0, within: .zero))
        #expect(late.last == last && late.hasGap)
        #expect(
            try late.events.map { try #require($0.decoded(as: [String: RawJSON].self)).keys.sorted() }
                == [["message", "number"], ["message", "number"]]
        )
        for message in [id, id + 1] {
            try await bot.call("deleteMessage", ["chat_id": "1", "message_id": "\(message)"])
        }
        let empty = try #require(await bot.events(of: 1, after: 0, within: .seconds(3600)))
        #expect(empty.last == last + 2 && empty.events.isEmpty && empty.hasGap)
    }

    @Test func `who has not come sees nothing, even where the bot wrote`() async throws {
        try await bot.call("sendMessage", ["chat_id": "9", "text": "a"])
        #expect(await bot.events(of: 9, after: 0, within: .zero) == nil)
        bot.introduce(ChatPerson(id: 9, firstName: "Grace"))
        #expect(await bot.events(of: 9, after: 0, within: .zero)?.events.count == 1)
    }

    @Test func `a person who comes again is known better, and the chat stays`() throws {
        try bot.say("a", chat: 9)
        bot.introduce(ChatPerson(id: 9, firstName: "Grace", username: "grace", languageCode: "ru"))
        let chat = try #require(bot.look { $0.chat(9) })
        #expect(chat.person.firstName == "Grace" && chat.messages.map(\.text) == ["a"])
        try bot.say("b", chat: 9)
        #expect(bot.look { $0.chat(9)?.person.firstName } == "Grace")
    }

    @Test func `a press is of a message that stands in the chat`() throws {
        let id = try bot.say("a", chat: 1)
        #expect(throws: Problem.self) { try bot.press("a", on: id, chat: 2) }
        #expect(throws: Problem.self) { try bot.press("a", on: id + 1, chat: 1) }
        #expect(try bot.press("a", on: id, chat: 1) != bot.press("a", on: id, chat: 1))
    }

    @Test func `faults are for a method or for any, each once, in order`() {
        var script = FaultScript()
        script.add([.silence, .page(502)], to: "SendMessage")
        script.add([.page(500)], to: nil)
        #expect(script.take(for: "getMe") == .page(500) && script.take(for: "getMe") == nil)
        #expect(script.take(for: "sendMessage") == .silence && script.take(for: "sendmessage") == .page(502))
        #expect(script.take(for: "sendMessage") == nil)
    }
}
