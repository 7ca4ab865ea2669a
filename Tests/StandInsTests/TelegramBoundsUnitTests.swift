import Martlet
import MartletTesting
import NIOCore
@testable import StandIns
import Testing

/// That nothing grows without end in the stand-in for Telegram.
struct TelegramBoundsUnitTests {
    private let bot = TelegramStandIn.quiet()

    @Test func `so many messages and events of a chat are remembered, the latest`() async throws {
        for number in 1...(PrivateChat.events + 1) {
            try await bot.call("sendMessage", ["chat_id": "1", "text": "\(number)"])
        }
        let chat = try #require(bot.look { $0.chat(1) })
        #expect(chat.messages.count == PrivateChat.messages && chat.messages.last?.text == "\(PrivateChat.events + 1)")
        #expect(chat.events.count == PrivateChat.events && chat.events.first?.number == 2)
    }

    @Test func `so many chats are remembered, the one that was opened first goes`() {
        for id in 1...Int64(TelegramBook.capacity + 1) { bot.introduce(ChatPerson(id: id)) }
        #expect(bot.look { $0.chat(1) } == nil && bot.look { $0.chat(2) } != nil)
    }

    @Test func `so many updates wait, then people are told to come back, and nothing stands in the chat`() throws {
        for _ in 1...UpdateQueue.capacity { try bot.say("a") }
        #expect(throws: Problem.self) { try bot.say("b") }
        #expect(throws: Problem.self) { try bot.press("b", on: Int64(UpdateQueue.capacity)) }
        #expect(bot.look { $0.chat(1)?.messages.last?.text } == "a")
    }

    @Test func `an update that nobody takes is forgotten after a day`() async throws {
        let (bot, clock) = (bot, TestClock())
        try await Context.still(clock).run {
            try bot.say("a")
            clock.advance(by: .seconds(60))
            try bot.say("b")
            clock.advance(by: .seconds(24 * 60 * 60 - 30))
            let updates = try await bot.call("getUpdates").description
            #expect(!updates.contains(#""text":"a""#) && updates.contains(#""text":"b""#))
        }
    }

    @Test func `more messages to a chat than the limit are refused with the seconds to wait`() async throws {
        let (bot, clock) = (bot, TestClock())
        bot.limitMessages(to: 2, per: .seconds(10))
        try await Context.still(clock).run {
            for _ in 1...2 { try await bot.call("sendMessage", ["chat_id": "1", "text": "a"]) }
            clock.advance(by: .milliseconds(500))
            await #expect(throws: BotRefusal.tooManyRequests(retryAfter: 10)) {
                try await bot.call("sendMessage", ["chat_id": "1", "text": "b"])
            }
            try await bot.call("sendMessage", ["chat_id": "2", "text": "a"])
            clock.advance(by: .seconds(10))
            try await bot.call("sendMessage", ["chat_id": "1", "text": "b"])
        }
    }

    @Test func `so many presses wait for an answer, the first can be answered no more`() async throws {
        let bot = bot
        let message = try bot.say("a")
        _ = try await bot.call("getUpdates", ["allowed_updates": #"["message"]"#])
        let first = try bot.press("a", on: message)
        for _ in 1..<ButtonPress.capacity { try bot.press("a", on: message) }
        let last = try bot.press("a", on: message)
        await #expect(throws: BotRefusal.self) {
            try await bot.call("answerCallbackQuery", ["callback_query_id": first])
        }
        try await bot.call("answerCallbackQuery", ["callback_query_id": last])
    }

    @Test func `so many bytes of files are kept, the oldest go`() {
        var shelf = FileShelf()
        let upload = Upload(name: "a.bin", contentType: "x/y", bytes: ByteBuffer(repeating: 1, count: 10 << 20))
        let files = (1...7).map { _ in shelf.add(upload, as: .document) }
        #expect(files.map { shelf.file($0.fileID) != nil } == [false] + Array(repeating: true, count: 6))
        for _ in 0..<FileShelf.count {
            _ = shelf.add(Upload(name: "", contentType: "", bytes: ByteBuffer()), as: .document)
        }
        #expect(shelf.file(files[6].fileID) == nil)
    }
}
