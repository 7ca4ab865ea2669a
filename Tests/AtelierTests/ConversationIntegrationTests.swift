@testable import Atelier
import Martlet
import MartletTesting
import StandIns
import Testing

/// What people hear, over HTTP in both directions.
@Suite(.timeLimit(.minutes(10)))
struct ConversationIntegrationTests {
    @Test(arguments: TestEngine.allCases)
    func `a conversation in English`(engine: TestEngine) async throws {
        try await Talk.with(on: engine) { telegram, atelier in
            let ada = Talk(telegram, atelier)
            try await ada.expect(
                "/start",
                """
                Hello, Ada! I am Atelier and paint what you describe. For example:

                /generate a red bird over the sea

                /help lists what I can do.

                Welcome! 100 RUB are on your balance, a present from us.
                """
            )
            try await ada.expect("/start", suffix: "You have 100 RUB. /help lists what I can do.")
            try await ada.expect(
                "/help",
                """
                What I can do:
                /start — say hello
                /generate — paint a picture: /generate a red bird over the sea
                /models — what paints, and for how much
                /balance — how much you have
                /history — your last pictures
                /transfer — send money: /transfer @name 10
                /help — this list
                """
            )
            try await ada.expect("/balance", "You have 100 RUB.")
            try await ada.expect("/history", "You have no pictures yet. /generate makes the first one.")
            try await ada.expect("hello?", prefix: "To have a picture painted, write /generate")
            try await ada.expect("/dance", "I do not know that command. /help lists what I can do.")
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a conversation in Russian`(engine: TestEngine) async throws {
        try await Talk.with(on: engine, settings: ["WELCOME_BALANCE": "9950"]) { telegram, atelier in
            let ada = Talk(telegram, atelier, name: "Ада", language: "ru-RU")
            let bob = Talk(telegram, atelier, person: 8, name: "Боб", username: "bob", language: "ru")
            try await ada.expect(
                "/start",
                """
                Здравствуйте, Ада! Я Atelier и рисую то, что вы опишете. Например:

                /generate красная птица над морем

                /help перечислит всё, что я умею.

                Добро пожаловать! На вашем балансе 99,50 ₽ — наш подарок.
                """
            )
            let help = try await ada.ask("/help").text
            #expect(help.hasPrefix("Что я умею:\n/start — поздороваться\n"))
            #expect(!help.contains("/grant"))
            try await ada.expect("/balance", "У вас 99,50 ₽.")
            try await ada.expect("/history", "У вас ещё нет картинок. /generate нарисует первую.")
            try await ada.expect("/models", part: "Z-Image — 9 ₽, 1:1")
            try await ada.expect("/generate", part: "1–1000 символов")
            try await ada.expect("привет", prefix: "Чтобы получить картинку, напишите /generate")
            try await ada.expect("/танцуй", "Такой команды я не знаю. /help перечислит всё, что я умею.")
            _ = try await bob.ask("/start")
            let question = try await ada.ask("/transfer @bob 10,50")
            #expect(question.text == "Перевести 10,50 ₽ участнику Боб (@bob)?")
            #expect(question.labels == ["Перевести", "Отмена"])
            #expect(try await ada.press("Перевести", on: question).text == "Отправлено.")
            try await ada.see(question) { $0.text == "Отправлено: 10,50 ₽, получатель — Боб (@bob). У вас 89 ₽." }
            #expect(try await bob.hear(after: 1).text == "Вам пришло 10,50 ₽, отправитель — Ада (@ada).")
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `model and format are chosen by buttons, with ticks in place, and kept for each member`(
        engine: TestEngine
    ) async throws {
        try await Talk.with(on: engine) { telegram, atelier in
            let ada = Talk(telegram, atelier)
            let bob = Talk(telegram, atelier, person: 8, username: nil)
            let offer = try await ada.ask("/generate")
            #expect(offer.text.contains("1–1000 characters"))
            #expect(
                offer.labels == [
                    "✓ Z-Image · 9 RUB", "Imagen 4 Fast · 19 RUB", "Imagen 4 Ultra · 29 RUB", "✓ 1:1", "4:3", "3:4",
                    "16:9", "9:16",
                ]
            )
            #expect(try await ada.press("Imagen 4 Fast", on: offer).text == "Noted.")
            var edited = try await ada.see(offer) { $0.labels.contains("✓ Imagen 4 Fast · 19 RUB") }
            #expect(edited.labels.contains("Z-Image · 9 RUB") && edited.text == offer.text)
            #expect(try await ada.press("16:9", on: edited).text == "Noted.")
            edited = try await ada.see(offer) { $0.labels.contains("✓ 16:9") }
            #expect(edited.labels.contains("1:1"))
            // The same again changes nothing, and is answered all the same.
            #expect(try await ada.press("16:9", on: edited).text == "Noted.")
            #expect(try await ada.ask("/models").labels == edited.labels)
            #expect(try await bob.ask("/models").labels == offer.labels)
            _ = try await bob.ask("/balance")
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `S0-33 S0-35 F-12 a prompt that is none is answered with the bounds, and holds nothing`(
        engine: TestEngine
    ) async throws {
        try await Talk.with(on: engine) { telegram, atelier in
            let ada = Talk(telegram, atelier)
            for (prompt, answer) in [
                ("", "1–1000 characters"), ("   \n ", "1–1000 characters"),
                ("\u{200B}\u{200B}", "A prompt has 1 to 1000 characters"),
                (String(repeating: "ж", count: 1001), "That is too long: 1001 characters. A prompt has 1 to 1000."),
                ("a\u{0}b", "cannot be written"), ("a\u{1B}[31mred", "cannot be written"),
            ] {
                try await ada.expect("/generate \(prompt)", part: answer)
            }
            #expect(try await ada.balance() == (10_000, 0))
            #expect(try await atelier.operations(.hold) == 0)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a picture that costs more than there is holds nothing`(engine: TestEngine) async throws {
        try await Talk.with(on: engine, settings: ["WELCOME_BALANCE": "899"]) { telegram, atelier in
            let ada = Talk(telegram, atelier)
            let answer = try await ada.ask("/generate a red bird")
            #expect(answer.text.hasPrefix("That is more than you have: 8.99 RUB."))
            #expect(try await ada.balance() == (899, 0))
            #expect(try await atelier.operations(.hold) == 0)
            try await ada.expect("/history", prefix: "You have no pictures yet.")
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `what people write comes back word for word, and inert`(engine: TestEngine) async throws {
        try await Talk.with(on: engine) { telegram, atelier in
            let name = "<b>'; DROP TABLE members; --</b>*_`[x](y)"
            let mallory = Talk(telegram, atelier, name: name, username: "mallory")
            let ada = Talk(telegram, atelier, person: 8)
            try await mallory.expect("/start", prefix: "Hello, \(name)! I am")
            _ = try await ada.ask("/start")
            let question = try await ada.ask("/transfer @mallory 1")
            #expect(question.text == "Send 1 RUB to \(name) (@mallory)?")
            try await ada.expect("/transfer @<i>x</i> 1", prefix: "I know nobody called @<i>x</i>.")
            try await ada.expect("/transfer @mallory <i>", prefix: "“<i>” is no amount.")
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `in groups a command is answered with or without the bot's name, and nothing personal is said`(
        engine: TestEngine
    ) async throws {
        try await Talk.with(on: engine) { telegram, atelier in
            telegram.standIn.introduce(ChatPerson(id: -100))
            for (number, text) in [
                "hello", "/help@AtelierBot", "/balance", "/transfer @bob 1", "/unknown", "/help@AtelierBot now",
                "good bye",
            ].enumerated() {
                let update = """
                    {"update_id":\(900 + number),"message":{"message_id":\(number + 1),"date":1,
                    "from":{"id":7,"is_bot":false,"first_name":"Ada","language_code":"en"},
                    "chat":{"id":-100,"type":"supergroup","title":"Friends"},"text":"\(text)"}}
                    """
                #expect(try await atelier.client.deliver(body: update).status == 200)
            }
            try await atelier.jobs.drain()
            let texts = telegram.messages.map { $0.text.prefix(14) }
            #expect(texts == ["What I can do:", "Let us talk ab", "Let us talk ab", "What I can do:"])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `whatever else Telegram sends does no harm, and what is no word is answered`(
        engine: TestEngine
    ) async throws {
        let person = #""from":{"id":7,"is_bot":false,"first_name":"Ada"},"chat":{"id":7,"type":"private"}"#
        let silent = [
            #""edited_message":{"message_id":1,\#(person),"text":"/start"}"#,
            #""channel_post":{"message_id":1,"chat":{"id":-1,"type":"channel"},"text":"/start"}"#,
            #""message":{"message_id":1,"chat":{"id":-1,"type":"channel"},"text":"/start"}"#,
            #""message":{"message_id":1,"from":{"id":9,"is_bot":true},"chat":{"id":9},"text":"/start"}"#,
            #""message":{"message_id":1,\#(person),"pinned_message":{}}"#,
            #""message":{"message_id":1,\#(person),"message_auto_delete_timer_changed":{}}"#,
            #""message":{"message_id":1,\#(person),"chat_background_set":{}}"#,
            #""message":{"message_id":1,"from":{"id":7},"chat":{"id":-1,"type":"group"},"photo":[{}]}"#,
            #""my_chat_member":{"chat":{"id":7}},"a_field_of_tomorrow":[null]"#, #""message":null"#,
            #""inline_query":{"id":"1","from":{"id":7},"query":"x"}"#,
        ]
        let answered = [
            #""message":{"message_id":1,\#(person),"photo":[{"file_id":"x"}],"caption":"/start"}"#,
            #""message":{"message_id":1,\#(person),"sticker":{"emoji":"😀"}}"#,
            #""message":{"message_id":1,\#(person),"voice":{}}"#,
            #""message":{"message_id":1,\#(person),"dice":{"emoji":"🎲","value":6}}"#,
            #""message":{"message_id":1,\#(person),"poll":{}}"#,
            #""message":{"message_id":1,\#(person),"a_kind_of_tomorrow":{}}"#,
        ]
        try await Talk.with(on: engine) { telegram, atelier in
            telegram.standIn.introduce(ChatPerson(id: 7))
            for (number, update) in (silent + answered).enumerated() {
                let body = #"{"update_id":\#(900 + number),\#(update)}"#
                #expect(try await atelier.client.deliver(body: body).status == 200)
            }
            try await atelier.jobs.drain()
            #expect(telegram.messages.count == answered.count)
            #expect(telegram.messages.allSatisfy { $0.text.hasPrefix("I understand words only.") })
            #expect(telegram.attempts == answered.count)
        }
    }

    @Test func `the menu in Telegram has the commands of everybody, in both languages, from the start`() async throws {
        try await Talk.with(on: .sqlite, settings: ["ADMIN_IDS": "7"]) { telegram, _ in
            let client = try HTTPClient("page", HTTPClientConfiguration(baseURL: telegram.address))
            for (language, last) in [("ru", "этот список"), ("en", "this list"), ("de", "this list")] {
                let menu = try await eventually("a menu") {
                    let menu: Menu = try await client.get("/stand-in/commands?language_code=\(language)")
                    return menu.commands.last?.about == last ? menu.commands : nil
                }
                #expect(
                    menu.map(\.name) == ["start", "generate", "models", "balance", "history", "transfer", "help"]
                )
            }
            try await client.shutdown()
        }
    }

    private struct Menu: Payload {
        let commands: [BotCommand]

        init(reading fields: inout some FieldReader) {
            commands = fields.required("commands")
        }

        func write(to object: inout ObjectWriter) {
            object.field("commands", commands)
        }
    }
}
