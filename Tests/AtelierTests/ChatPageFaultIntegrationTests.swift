import Martlet
import MartletTesting
import StandIns
import Testing

/// What the chat page says and shows where the stand-in refuses something or has forgotten it.
@Suite(.serialized, .browser, .timeLimit(.minutes(10)))
struct ChatPageFaultIntegrationTests {
    /// Has the page hear nothing.
    private static let leave = """
        window.wholeFetch = fetch;
        window.fetch = () => Promise.reject(new TypeError('away'));
        dispatchEvent(new Event('online'));
        """

    /// Has the page hear again.
    private static let comeBack = "window.fetch = wholeFetch;"

    @Test func `an old button and a text that is too long are refused in the person's language`() async throws {
        try await ChatStage.with { stage in
            let chat = try await ChatTab.open(stage.address)
            try await chat.tab.click("[data-language=ru]")
            try await chat.say("a")
            let person = try #require(await stage.next().message).from.id
            let keyboard = ["inline_keyboard": [[["text": "Old", "callback_data": "old:1"]]]]
            let sent: ChatStage.Sent = try await stage.call(
                "sendMessage",
                ["chat_id": person, "text": "b", "reply_markup": keyboard]
            )
            try await chat.waitForWords("b", of: ".bot")
            // The stand-in forgets a message after two hundred others as well.
            try await chat.tab.perform(Self.leave)
            let _: Bool = try await stage.call("deleteMessage", ["chat_id": person, "message_id": sent.message_id])
            try await chat.tab.perform(Self.comeBack + "document.querySelector('.key').click()")
            try await chat.waitForToast("Эта кнопка слишком старая.")

            try await chat.tab.perform(
                """
                document.getElementById('input').value = 'a'.repeat(4097);
                document.getElementById('composer').requestSubmit();
                """
            )
            let failure = "document.querySelector('.failure')"
            try await chat.tab.wait(for: "\(failure)?.textContent.includes('В тексте не больше 4096 знаков.')")
            // For the browser a refusal is an error; the page itself had none.
            let errors = try await Browser.current.errors().filter { $0.source != "network" }
            #expect(errors.map(\.message) == [])
        }
    }

    @Test func `a page that has missed more than is remembered shows what there is`() async throws {
        try await ChatStage.with { stage in
            let chat = try await ChatTab.open(stage.address)
            try await chat.say("a")
            let person = try #require(await stage.next().message).from.id
            let sent: ChatStage.Sent = try await stage.call("sendMessage", ["chat_id": person, "text": "b"])
            try await chat.waitForWords("b", of: ".bot")
            try await chat.tab.perform(Self.leave)
            let _: Bool = try await stage.call("deleteMessage", ["chat_id": person, "message_id": sent.message_id])
            let _: ChatStage.Sent = try await stage.call("sendMessage", ["chat_id": person, "text": "c"])
            for _ in 1...500 {
                let _: Bool = try await stage.call("sendChatAction", ["chat_id": person, "action": "typing"])
            }
            try await chat.tab.perform(Self.comeBack)
            try await chat.waitForWords("c", of: ".bot")
            #expect(try await chat.words() == ["a", "c"])
        }
    }
}
