import Foundation
import Martlet
import MartletTesting
import NIOCore
import StandIns
import Testing

/// How the chat page shows what it is given, on every screen, whoever wrote it.
@Suite(.serialized, .browser, .timeLimit(.minutes(10)))
struct ChatPageLooksIntegrationTests {
    private static let hostile = "<img src=x onerror=\"window.hurt=1\"><script>window.hurt=2</script>&amp;'\""

    @Test func `F-12 hostile names, texts, captions, files, buttons and notes are shown verbatim and do nothing`()
        async throws
    {
        try await ChatStage.with { stage in
            let hostile = Self.hostile
            let commands = [["command": "start", "description": hostile]]
            let _: Bool = try await stage.call("setMyCommands", ["commands": commands])
            let chat = try await ChatTab.open(stage.address)
            try await chat.tab.perform(
                """
                const person = JSON.parse(sessionStorage.getItem('person'));
                person.first_name = arguments[0].slice(0, 64);
                sessionStorage.setItem('person', JSON.stringify(person));
                """,
                hostile
            )
            try await chat.tab.reload()
            try await chat.isReady()
            let shown: String = try await chat.tab.value("document.getElementById('person-name').textContent")
            #expect(shown == String(hostile.prefix(64)))

            try await chat.tab.press("/")
            try await chat.tab.wait(for: "document.querySelector('#commands span')?.textContent.includes('onerror')")
            try await chat.tab.press(BrowserTab.Key.escape, BrowserTab.Key.backspace)
            try await chat.say("/generate \(hostile)")
            let message = try #require(await stage.next().message)
            #expect(message.text == "/generate \(hostile)")
            #expect(message.from.first_name == String(hostile.prefix(64)))

            let person = message.from.id
            let picture = try await Painter().picture(of: hostile)
            try await stage.send("photo", picture, named: "a.png", to: person, caption: hostile)
            try await stage.send("document", picture, named: "<b>a<b>.png", to: person, caption: "<i>a</i>")
            let bad = ["text": "b", "url": "javascript:window.hurt=3"]
            let keys = [[["text": hostile, "callback_data": "a:1"], bad]]
            let parameters: [String: Any] = ["chat_id": person, "text": hostile]
            let sent: ChatStage.Sent = try await stage.call("sendMessage", parameters)
            let _: ChatStage.Sent? = try? await stage.call(
                "editMessageReplyMarkup",
                ["chat_id": person, "message_id": sent.message_id, "reply_markup": ["inline_keyboard": keys]]
            )
            let plain = ["inline_keyboard": [[["text": hostile, "callback_data": "a:1"]]]]
            let _: ChatStage.Sent = try await stage.call(
                "sendMessage",
                ["chat_id": person, "text": "Press.", "reply_markup": plain]
            )
            try await chat.waitForWords("Press.", of: ".bot")
            let written = try await chat.words()
            #expect(written.filter { $0 == hostile }.count == 2)
            #expect(written.contains("/generate \(hostile)"))
            try await chat.tab.click(".message:last-child .key")
            let press = try #require(await stage.next().callback_query)
            let _: Bool = try await stage.call("answerCallbackQuery", ["callback_query_id": press.id, "text": hostile])
            try await chat.waitForToast(hostile)

            let strangers: Int = try await chat.tab.run(
                "return document.querySelectorAll('body script, [onerror], img[src=x], b b, a[href^=javascript]').length"
            )
            #expect(strangers == 0)
            #expect(try await chat.tab.value("typeof window.hurt") == "undefined")
            #expect(try await chat.tab.value("document.querySelector('.photo img').alt") == hostile)
        }
    }

    @Test(arguments: ["light", "dark"])
    func `a phone of 320 points shows everything without scrolling sideways`(scheme: String) async throws {
        try await ChatStage.with { stage in
            let chat = try await ChatTab.open(stage.address)
            try await chat.tab.resize(width: 320, height: 568, isPhone: true)
            try await chat.tab.prefer(["prefers-color-scheme": scheme, "prefers-reduced-motion": "reduce"])
            try await chat.say("/generate " + String(repeating: "endless", count: 30))
            let person = try #require(await stage.next().message).from.id
            let picture = try await Painter().picture(of: "a lighthouse at night", aspectRatio: "16:9")
            try await stage.send("photo", picture, named: "a.png", to: person, caption: "a lighthouse")
            try await stage.send("document", picture, named: "\(String(repeating: "long", count: 20)).png", to: person)
            let row = ["1:1", "16:9", "9:16", "A longer word"].map { ["text": $0, "callback_data": "a:\($0)"] }
            let _: ChatStage.Sent = try await stage.call(
                "sendMessage",
                ["chat_id": person, "text": "Ready.", "reply_markup": ["inline_keyboard": [row]]]
            )
            try await chat.waitForWords("Ready.", of: ".bot")
            try await chat.tab.wait(for: "document.querySelector('.photo img').naturalWidth == 688")

            let widths: [Int] = try await chat.tab.run(
                "return ['html', '#scroller', '.bar', '#composer'].map(one => document.querySelector(one).scrollWidth)"
            )
            #expect(widths.allSatisfy { $0 <= 320 }, "\(widths)")
            let small: [String] = try await chat.tab.run(
                """
                return [...document.querySelectorAll('.key, .round, #input')].filter(one => one.checkVisibility())
                    .filter(one => one.getBoundingClientRect().height < 44).map(one => one.outerHTML)
                """
            )
            #expect(small == [])
            // A phone enlarges a page whose input has smaller letters.
            let styles: [String] = try await chat.tab.value(
                """
                [getComputedStyle(document.getElementById('input')).fontSize,
                    getComputedStyle(document.querySelector('.photo img')).animationDuration,
                    getComputedStyle(document.body).backgroundColor]
                """
            )
            #expect(styles == ["16px", "0.01s", scheme == "dark" ? "rgb(29, 35, 38)" : "rgb(255, 255, 255)"])
            #expect(try await chat.tab.value("document.getElementById('input').getBoundingClientRect().bottom <= 568"))
        }
    }

    @Test func `a picture has the words as its text, is shown whole, and can be kept; so can a file`() async throws {
        try await ChatStage.with { stage in
            let chat = try await ChatTab.open(stage.address)
            try await chat.say("draw")
            let person = try #require(await stage.next().message).from.id
            let picture = try await Painter().picture(of: "a red bird over the sea")
            try await stage.send("photo", picture, named: "a.png", to: person, caption: "a red bird, over the sea")
            try await stage.send("document", picture, named: "bird.png", to: person)
            try await chat.tab.wait(for: "document.querySelector('.photo img')?.naturalWidth == 512")
            let alternative: String = try await chat.tab.value("document.querySelector('.photo img').alt")
            #expect(alternative == "a red bird, over the sea")
            #expect(try await chat.tab.coloursOfPicture() > 100)

            try await chat.tab.click(".photo")
            try await chat.tab.wait(for: "document.getElementById('picture-image').naturalWidth == 512")
            let name: String = try await chat.tab.value("document.getElementById('picture-download').download")
            #expect(name == "a-red-bird-over-the-sea.png")
            try await chat.tab.click("#picture-close")
            try await chat.tab.wait(for: "!document.getElementById('picture').open")
            try await chat.tab.wait(for: "document.querySelector('.file')?.download == 'bird.png'")
            let size: Int = try await chat.tab.command(
                .post,
                "/execute/async",
                [
                    "script": """
                    const [done] = arguments, { href } = document.querySelector('.file');
                    fetch(href).then(file => file.arrayBuffer()).then(bytes => done(bytes.byteLength));
                    """, "args": [String](),
                ]
            )
            #expect(size == picture.readableBytes)
        }
    }

    @Test func `the page and the bot speak the person's language, and change it at once`() async throws {
        try await ChatStage.with { stage in
            for (language, description) in [("", "Begin"), ("ru", "Начать сначала")] {
                let commands = [["command": "start", "description": description]]
                let parameters: [String: Any] = ["commands": commands, "language_code": language]
                let _: Bool = try await stage.call("setMyCommands", parameters)
            }
            let chat = try await ChatTab.open(stage.address)
            #expect(try await chat.tab.value("document.documentElement.lang") == "en")
            try await chat.tab.click("[data-language=ru]")
            try await chat.tab.wait(for: "document.getElementById('input').placeholder == 'Сообщение'")
            #expect(try await chat.tab.value("document.documentElement.lang") == "ru")
            _ = try await eventually("commands in Russian") {
                try await chat.tab.perform("document.getElementById('menu').click()")
                let text: String = try await chat.tab.value("document.getElementById('commands').textContent")
                try await chat.tab.perform("document.getElementById('menu').click()")
                return text.contains("Начать сначала") ? true : nil
            }
            try await chat.tab.perform("document.getElementById('input').value = ''")
            try await chat.say("Привет")
            let message = try #require(await stage.next().message)
            #expect(message.text == "Привет")
            #expect(message.from.language_code == "ru")
        }
    }

    @Test func `whoever reads the end follows it; whoever reads above stays there and is told what comes`()
        async throws
    {
        try await ChatStage.with { stage in
            let chat = try await ChatTab.open(stage.address)
            try await chat.say("go on")
            let person = try #require(await stage.next().message).from.id
            let tall = (1...30).map { "line \($0)" }.joined(separator: "\n")
            let _: ChatStage.Sent = try await stage.call("sendMessage", ["chat_id": person, "text": tall])
            let _: ChatStage.Sent = try await stage.call("sendMessage", ["chat_id": person, "text": tall + "\nend"])
            try await chat.waitForWords(tall + "\nend")
            try await chat.tab.wait(for: "\(Self.fromEnd) < 2")

            try await chat.tab.perform("document.getElementById('scroller').scrollTop = 100")
            try await chat.tab.wait(for: "!document.getElementById('to-end').hidden")
            let _: ChatStage.Sent = try await stage.call("sendMessage", ["chat_id": person, "text": "news"])
            try await chat.tab.wait(for: "document.getElementById('unseen').textContent == '1'")
            #expect(try await chat.tab.value("document.getElementById('scroller').scrollTop") == 100)
            try await chat.tab.click("#to-end")
            try await chat.tab.wait(for: "document.getElementById('to-end').hidden && \(Self.fromEnd) < 2")
        }
    }

    /// How far the end of the conversation is away.
    private static let fromEnd =
        "(s => s.scrollHeight - s.scrollTop - s.clientHeight)(document.getElementById('scroller'))"
}

extension BrowserTab {
    /// How many colours the first picture of the chat has, on a coarse grid.
    func coloursOfPicture() async throws -> Int {
        try await run(
            """
            const image = document.querySelector('.photo img');
            const canvas = new OffscreenCanvas(64, 64).getContext('2d');
            canvas.drawImage(image, 0, 0, 64, 64);
            return new Set(new Uint32Array(canvas.getImageData(0, 0, 64, 64).data.buffer)).size;
            """
        )
    }
}
