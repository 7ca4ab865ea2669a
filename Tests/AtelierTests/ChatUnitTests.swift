@testable import Atelier
import Martlet
import NIOCore
import Testing

/// What the chat is made of, piece by piece.
@Suite struct ChatUnitTests {
    @Test(arguments: [
        ("/start", "start", ""), (" /start", "start", ""), ("/start@AtelierBot", "start", ""),
        ("/START now", "start", "now"),
        ("/generate  a\n bird \n", "generate", "a\n bird"), ("/start\nnow", "start", "now"), ("/", "", ""),
        ("/@", "", ""),
        ("/generate@A b@c", "generate", "b@c"), ("/starting", "starting", ""), ("// x", "/", "x"),
    ])
    func `a command is known with the bot's name behind it, in any case, and with words behind it`(
        text: String,
        name: String,
        argument: String
    ) throws {
        let command = try #require(TypedCommand(text))
        #expect(command.name == name && command.argument == argument)
    }

    @Test func `a command says which bot is meant`() {
        #expect(TypedCommand("/start@AtelierBot now")?.bot == "AtelierBot")
        #expect(TypedCommand("/start a@b")?.bot == nil)
        #expect(TypedCommand("/start@")?.bot == "")
    }

    @Test(arguments: ["", " ", "start", "@AtelierBot /start", "\\start", "／start"])
    func `everything else is no command`(text: String) {
        #expect(TypedCommand(text) == nil)
    }

    @Test(arguments: [
        (#"{"chat":{"id":7,"type":"private"},"text":"hello"}"#, true),
        (#"{"chat":{"id":7},"text":"hello"}"#, true),
        (#"{"chat":{"id":7,"type":"private"},"sticker":{}}"#, true),
        (#"{"chat":{"id":7,"type":"private"},"pinned_message":{}}"#, false),
        (#"{"chat":{"id":-7,"type":"group"},"text":"/help"}"#, true),
        (#"{"chat":{"id":-7,"type":"group"},"text":"hello"}"#, false),
        (#"{"chat":{"id":-7,"type":"group"},"text":"/other"}"#, false),
        (#"{"chat":{"id":-7,"type":"group"},"text":"/grant @ada 1"}"#, false),
        (#"{"chat":{"id":-7,"type":"supergroup"},"sticker":{}}"#, false),
    ])
    func `the bot is addressed in a chat of two, and in a group by commands`(json: String, isForBot: Bool) throws {
        let message: Message = try Self.decode(
            json.replacing("{\"chat\"", with: "{\"message_id\":1,\"chat\"", maxReplacements: 1)
        )
        let grant = Command("grant", about: \.aboutGrant, audience: .administrators) { _ in nil }
        #expect(message.isAddressed(by: [.help, grant]) == isForBot)
    }

    @Test func `a press is read with or without its message, and from messages that are too old`() throws {
        let press: CallbackQuery = try Self.decode(#"{"id":"q","from":{"id":7},"data":"a:b","chat_instance":"x"}"#)
        #expect(press.id == "q" && press.sender.id == 7 && press.data == "a:b" && press.message == nil)
        let old: CallbackQuery = try Self.decode(
            #"{"id":"q","from":{"id":7},"message":{"chat":{"id":8,"type":"private"},"message_id":5,"date":0}}"#
        )
        #expect(old.message?.id == 5 && old.message?.chat.id == 8 && old.data == nil)
    }

    @Test func `a person without names is read, and a bot known`() throws {
        let person: User = try Self.decode(#"{"id":7}"#)
        #expect(person.firstName == "" && person.username == nil && person.languageCode == nil && !person.isBot)
        let bot: User = try Self.decode(#"{"id":7,"is_bot":true,"first_name":"B"}"#)
        #expect(bot.isBot)
    }

    @Test func `a sent message's file is its largest photo, or its document`() throws {
        let text: SentMessage = try Self.decode(#"{"message_id":1,"text":"x"}"#)
        #expect(text.fileID == nil)
        let photo: SentMessage = try Self.decode(#"{"message_id":1,"photo":[{"file_id":"s"},{"file_id":"l"}]}"#)
        #expect(photo.fileID == "l")
        let none: SentMessage = try Self.decode(#"{"message_id":1,"photo":[],"document":{"file_id":"d"}}"#)
        #expect(none.fileID == "d")
    }

    @Test func `a form's boundary is new each time, so that nobody can write it into a field`() {
        let types = (1...10).map { _ in MultipartForm().contentType }
        #expect(Set(types).count == 10)
    }

    @Test(
        arguments: [
            (429, nil, false), (400, nil, true), (403, nil, true), (401, nil, false), (404, nil, false),
            (500, nil, false),
        ] as [(Int, Int?, Bool)]
    )
    func `a refusal for good is told from one for a while`(code: Int, after: Int?, isPermanent: Bool) {
        let error = TelegramError(
            method: "sendMessage",
            code: code,
            reason: "no",
            retryAfter: after.map { .seconds($0) }
        )
        #expect(error.isPermanent == isPermanent)
    }

    @Test(arguments: [
        (
            #"{"update_id":1,"message":{"message_id":1,"chat":{"id":5},"from":{"id":5,"language_code":"ru"}}}"#, nil,
            Language.ru
        ),
        (#"{"update_id":1,"message":{"chat":{"id":5},"text":{"no":"text"}}}"#, nil, .en),
        (
            #"{"update_id":1,"callback_query":{"id":"q","from":{"id":5,"language_code":"ru"},"message":{"message_id":2,"chat":{"id":5}}}}"#,
            "q", .ru
        ),
    ])
    func `S0-04 an apology finds its chat, its press and its language`(
        json: String,
        press: String?,
        language: Language
    ) throws {
        let apology = try #require(Apology(for: Self.decode(json)))
        #expect(apology.chat == 5 && apology.press == press && apology.text == Texts(language).apology)
        let copy: Apology = try Self.decode(RawJSON(encoding: apology).description)
        #expect(copy.chat == 5 && copy.press == press && copy.text == apology.text)
    }

    @Test(arguments: [
        #"{"update_id":1}"#, #"{"update_id":1,"inline_query":{"from":{"id":5}}}"#, #"{"update_id":1,"message":7}"#,
    ])
    func `S0-04 where nobody waits there is no apology`(json: String) throws {
        #expect(try Apology(for: Self.decode(json)) == nil)
    }

    @Test func `what is told survives its way through the queue`() throws {
        let job: TellMember = try Self.decode(RawJSON(encoding: TellMember("“10 ₽”\n<b>", in: -5)).description)
        #expect(job.chat == -5 && job.text == "“10 ₽”\n<b>")
    }

    @Test func `who presses a button with words to read gets an alert, others a notice that goes away`() {
        #expect(PressReply.alert("Too old.").isAlert)
        #expect(!PressReply(.none, notice: "Noted.").isAlert)
    }

    @Test func `S0-36 nobody is an administrator unless listed`() {
        #expect(!Admins([]).contains(1))
        #expect(Admins([1, 2]).contains(2) && !Admins([1, 2]).contains(3))
    }

    @Test(arguments: Language.allCases)
    func `Telegram's menu has the commands of everybody, each with a line that Telegram takes`(
        language: Language
    ) throws {
        let commands: [Command] = [
            .help, Command("grant", about: \.aboutGrant, audience: .administrators) { _ in nil },
        ]
        let menu = CommandMenu.menu(of: commands, in: language)
        #expect(menu.map(\.name) == ["help"])
        #expect(menu.allSatisfy { (1...256).contains($0.about.unicodeScalars.count) })
        #expect(Texts(language).help(commands).contains("/grant — "))
    }

    static func decode<Value: FieldValue>(_ json: String) throws -> Value {
        try JSON.decode(Value.self, from: ByteBuffer(string: json))
    }
}
