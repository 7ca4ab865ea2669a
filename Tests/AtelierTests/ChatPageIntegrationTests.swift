import Foundation
import Martlet
import MartletTesting
import NIOCore
import StandIns
import Testing

/// The chat page in Chromium, over a bot that does what each test needs.
@Suite(.serialized, .browser, .timeLimit(.minutes(10)))
struct ChatPageIntegrationTests {
    private typealias Key = BrowserTab.Key

    @Test func `a tab is a person, a second and a copied one are others, a reload is the same one`() async throws {
        try await ChatStage.with { stage in
            let first = try await ChatTab.open(stage.address)
            let ada = try await first.person()
            try await first.say("It is me")
            #expect(try await stage.next().message?.from.id == ada.id)

            let second = try await ChatTab.open(stage.address)
            #expect(try await second.person().id != ada.id)
            #expect(try await second.words() == [])

            let known = try await Browser.current.tabs().map(\.handle)
            // A window that a page opens gets a copy of its memory, as a copied tab does.
            try await first.tab.perform("window.open(location.href)")
            let opened = try await Browser.current.tabs().first { !known.contains($0.handle) }
            let copy = ChatTab(tab: try #require(opened))
            try await copy.isReady()
            #expect(try await copy.person().id != ada.id)
            #expect(try await copy.person().id != second.person().id)

            try await first.tab.reload()
            try await first.isReady()
            #expect(try await first.person() == ada)
            try await first.waitForWords("It is me", of: ".mine")
        }
    }

    @Test func `a conversation needs no mouse: commands, lines, what was said, buttons, a picture`() async throws {
        try await ChatStage.with { stage in
            let commands = ["start", "stats"].map { ["command": $0, "description": "What \($0) does"] }
            let _: Bool = try await stage.call("setMyCommands", ["commands": commands])
            let chat = try await ChatTab.open(stage.address)
            try await chat.tab.wait(for: "document.activeElement.id == 'input'")
            try await chat.tab.wait(for: "!document.getElementById('menu').hidden")

            try await chat.tab.press("/st", Key.down, Key.tab)
            #expect(try await chat.tab.value("document.getElementById('input').value") == "/stats ")
            try await chat.tab.press("of")
            try await chat.tab.press(Key.enter, holding: Key.shift)
            try await chat.tab.press("today", Key.enter)
            let said = try #require(await stage.next().message)
            #expect(said.text == "/stats of\ntoday")
            try await chat.tab.press(Key.up)
            #expect(try await chat.tab.value("document.getElementById('input').value") == "/stats of\ntoday")
            try await chat.tab.press(Key.down)

            let picture = try await Painter().picture(of: "a red bird over the sea")
            try await stage.send("photo", picture, named: "bird.png", to: said.from.id, caption: "a red bird")
            let keyboard = [[["text": "Again", "callback_data": "again:1"]]]
            let _: ChatStage.Sent = try await stage.call(
                "sendMessage",
                ["chat_id": said.from.id, "text": "Ready.", "reply_markup": ["inline_keyboard": keyboard]]
            )
            try await chat.waitForWords("Ready.", of: ".bot")

            try await Self.focus(".key", in: chat.tab)
            #expect(try await chat.tab.value("getComputedStyle(document.activeElement).outlineStyle") == "solid")
            try await chat.tab.press(Key.enter)
            #expect(try await stage.next().callback_query?.data == "again:1")

            try await Self.focus(".photo", in: chat.tab)
            try await chat.tab.press(Key.enter)
            try await chat.tab.wait(for: "document.getElementById('picture').open")
            try await chat.tab.press(Key.escape)
            try await chat.tab.wait(for: "!document.getElementById('picture').open")
            #expect(try await chat.tab.value("document.activeElement.className") == "photo")
            // Typing means the input, wherever the focus is.
            try await chat.tab.press("x")
            #expect(try await chat.tab.value("document.getElementById('input').value") == "x")
        }
    }

    @Test func `a button is busy until its press is answered: by a note, by one to confirm, or by nothing`()
        async throws
    {
        try await ChatStage.with { stage in
            let chat = try await ChatTab.open(stage.address)
            try await chat.say("models")
            let person = try #require(await stage.next().message).from.id
            func keyboard(_ chosen: String) -> [String: Any] {
                let row = ["one", "two"].map { name in
                    ["text": name == chosen ? "✓ \(name)" : name, "callback_data": "model:\(name)"]
                }
                return ["inline_keyboard": [row, [["text": "Terms", "url": "https://example.org/"]]]]
            }
            let sent: ChatStage.Sent = try await stage.call(
                "sendMessage",
                ["chat_id": person, "text": "Which?", "reply_markup": keyboard("one")]
            )
            try await chat.waitForWords("Which?", of: ".bot")
            let answers: [[String: Any]] = [
                ["text": "Model two is chosen."], ["text": "Please confirm.", "show_alert": true], [:],
            ]
            for answer in answers {
                try await chat.tab.click(".key:nth-child(2)")
                try await chat.tab.wait(for: "document.querySelector('.key[aria-busy=true]')")
                let press = try #require(await stage.next().callback_query)
                #expect(press.data == "model:two")
                let _: Bool = try await stage.call(
                    "answerCallbackQuery",
                    answer.merging(["callback_query_id": press.id]) { $1 }
                )
                try await chat.tab.wait(for: "!document.querySelector('.key[aria-busy=true]')")
                if answer["show_alert"] != nil {
                    try await chat.tab.wait(for: "document.getElementById('alert').open")
                    let shown: String = try await chat.tab.value("document.getElementById('alert-text').textContent")
                    #expect(shown == "Please confirm.")
                    try await chat.tab.press(Key.enter)
                    try await chat.tab.wait(for: "!document.getElementById('alert').open")
                } else if let text = answer["text"] as? String {
                    try await chat.waitForToast(text)
                }
            }
            // The keyboard changes in place, and whoever is on a button of it stays there.
            let _: ChatStage.Sent = try await stage.call(
                "editMessageReplyMarkup",
                ["chat_id": person, "message_id": sent.message_id, "reply_markup": keyboard("two")]
            )
            try await chat.tab.wait(for: "document.querySelector('.key:nth-child(2)').textContent == '✓ two'")
            #expect(try await chat.tab.value("document.activeElement.textContent") == "✓ two")
            #expect(try await chat.tab.value("document.querySelector('a.key').rel") == "noopener noreferrer")
            #expect(try await chat.words(of: ".bot") == ["Which?"])
        }
    }

    @Test func `progress changes in place, what the bot is doing is said, and a deleted message disappears`()
        async throws
    {
        try await ChatStage.with { stage in
            let chat = try await ChatTab.open(stage.address)
            try await chat.say("draw")
            let person = try #require(await stage.next().message).from.id
            let sent: ChatStage.Sent = try await stage.call("sendMessage", ["chat_id": person, "text": "Painting…"])
            try await chat.waitForWords("Painting…", of: ".bot")
            let _: Bool = try await stage.call("sendChatAction", ["chat_id": person, "action": "upload_photo"])
            let action = "document.getElementById('action')"
            try await chat.tab.wait(for: "\(action).innerText.trim() == 'is sending a picture…'")
            let _: ChatStage.Sent = try await stage.call(
                "editMessageText",
                ["chat_id": person, "message_id": sent.message_id, "text": "Ready."]
            )
            try await chat.waitForWords("Ready.", of: ".bot")
            #expect(try await chat.words() == ["draw", "Ready."])
            let _: Bool = try await stage.call("deleteMessage", ["chat_id": person, "message_id": sent.message_id])
            try await chat.tab.wait(for: "document.querySelectorAll('.bot').length == 0")
            #expect(try await chat.words() == ["draw"])
        }
    }

    /// Goes back from the input until an element of a selector has the focus.
    private static func focus(_ selector: String, in tab: BrowserTab) async throws {
        try await tab.perform("document.getElementById('input').focus()")
        for _ in 1...20 {
            try await tab.press(Key.tab, holding: Key.shift)
            if try await tab.run("return document.activeElement.matches(arguments[0])", selector) { return }
        }
        Issue.record("No tabulator leads to \(selector).")
    }
}
