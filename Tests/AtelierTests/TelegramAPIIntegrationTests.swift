@testable import Atelier
import Martlet
import MartletTesting
import NIOCore
import NIOHTTP1
import Testing

/// What the Bot API's methods send, and what they make of the answers.
@Suite(.timeLimit(.minutes(10)))
struct TelegramAPIIntegrationTests {
    private static let keyboard = InlineKeyboard(menu: [InlineButton("Send", data: "send:1")])
    private static let markup = #"{"inline_keyboard":[[{"text":"Send","callback_data":"send:1"}]]}"#

    @Test func `texts go out as they are, with buttons and without a parse mode`() async throws {
        try await Self.expect(
            #"{"chat_id":7,"text":"<b>'; \u0001 😀","reply_markup":\#(Self.markup)}"#,
            at: "sendMessage",
            answered: #"{"message_id":5,"date":1,"chat":{"id":7},"text":"x"}"#
        ) { api in
            let sent = try await api.sendMessage("<b>'; \u{1} 😀", to: 7, keyboard: Self.keyboard)
            #expect(sent.id == 5 && sent.fileID == nil)
        }
    }

    @Test func `a message's text and buttons are edited, and without a keyboard its buttons are gone`() async throws {
        try await Self.expect(#"{"chat_id":7,"message_id":5,"text":"Done."}"#, at: "editMessageText", answered: "{}") {
            try await $0.editMessageText("Done.", of: 5, in: 7)
        }
        try await Self.expect(
            #"{"chat_id":7,"message_id":5,"reply_markup":\#(Self.markup)}"#,
            at: "editMessageReplyMarkup",
            answered: "{}"
        ) {
            try await $0.editMessageReplyMarkup(of: 5, in: 7, keyboard: Self.keyboard)
        }
    }

    @Test func `a press is answered silently, with a text, or with an alert`() async throws {
        try await Self.expect(#"{"callback_query_id":"q"}"#, at: "answerCallbackQuery") {
            try await $0.answerCallbackQuery("q")
        }
        try await Self.expect(
            #"{"callback_query_id":"q","text":"Too late.","show_alert":true}"#,
            at: "answerCallbackQuery"
        ) {
            try await $0.answerCallbackQuery("q", text: "Too late.", isAlert: true)
        }
    }

    @Test func `a photo goes out by URL and by file id, and the largest one's id comes back`() async throws {
        let answer = #"{"message_id":5,"photo":[{"file_id":"small"},{"file_id":"large","width":1024}]}"#
        for photo in [PhotoSource.url("https://a/b.png"), .fileID("https://a/b.png")] {
            let body = #"{"chat_id":7,"photo":"https://a/b.png","caption":"a bird","reply_markup":\#(Self.markup)}"#
            try await Self.expect(body, at: "sendPhoto", answered: answer) { api in
                let sent = try await api.sendPhoto(photo, to: 7, caption: "a bird", keyboard: Self.keyboard)
                #expect(sent.fileID == "large")
            }
        }
    }

    @Test func `bytes go out in a form, as a photo or as a document`() async throws {
        let bytes = ByteBuffer(string: "P\r\nN\r\nG")
        func call(
            _ method: String,
            answered result: String,
            _ body: (TelegramAPI) async throws -> SentMessage
        ) async throws {
            let request = try await Self.request(answered: result) { api in
                let sent = try await body(api)
                #expect(sent.fileID == "f")
            }
            #expect(request.target.hasSuffix("/\(method)"))
            let type = try #require(request.headers.first(name: "content-type"))
            let boundary = try #require(type.split(separator: "boundary=").last)
            #expect(type == "multipart/form-data; boundary=\(boundary)")
            let field = method == "sendPhoto" ? "photo" : "document"
            #expect(
                request.body == """
                    --\(boundary)\r
                    content-disposition: form-data; name="chat_id"\r
                    \r
                    -7\r
                    --\(boundary)\r
                    content-disposition: form-data; name="caption"\r
                    \r
                    a "bird"\r
                    --\r
                    --\(boundary)\r
                    content-disposition: form-data; name="reply_markup"\r
                    \r
                    \(Self.markup)\r
                    --\(boundary)\r
                    content-disposition: form-data; name="\(field)"; filename="picture.png"\r
                    content-type: application/octet-stream\r
                    \r
                    P\r\nN\r\nG\r
                    --\(boundary)--\r\n
                    """
            )
        }
        try await call("sendPhoto", answered: #"{"message_id":5,"photo":[{"file_id":"f"}]}"#) { api in
            try await api.sendPhoto(
                .bytes(bytes, name: "picture.png"),
                to: -7,
                caption: "a \"bird\"\r\n--",
                keyboard: Self.keyboard
            )
        }
        try await call("sendDocument", answered: #"{"message_id":5,"document":{"file_id":"f"}}"#) { api in
            try await api.sendDocument(
                bytes,
                name: "picture.png",
                to: -7,
                caption: "a \"bird\"\r\n--",
                keyboard: Self.keyboard
            )
        }
    }

    @Test func `the chat sees what is being done, and Telegram's menu gets its commands`() async throws {
        try await Self.expect(#"{"chat_id":7,"action":"upload_photo"}"#, at: "sendChatAction") {
            try await $0.sendChatAction(.uploadPhoto, to: 7)
        }
        try await Self.expect(
            #"{"commands":[{"command":"help","description":"Помощь"}],"language_code":"ru"}"#,
            at: "setMyCommands"
        ) {
            try await $0.setMyCommands([BotCommand(name: "help", about: "Помощь")], language: "ru")
        }
    }

    @Test func `Telegram is told nothing of the correlation of what the service does`() async throws {
        var context = Context.current
        context.correlation = CorrelationID("trace-1")
        let request = try await context.run {
            try await Self.request(answered: #"{"message_id":5}"#) { _ = try await $0.sendMessage("Hello", to: 7) }
        }
        #expect(request.headers["x-correlation-id"] == [])
    }

    @Test func `an edit that changes nothing is a success, any other refusal is an error`() async throws {
        let refusals = [
            "Bad Request: message is not modified: specified new message content is the same",
            "Bad Request: message to edit not found",
        ]
        let script: ScriptedServer.Script = { call, _ in
            .http(400, body: #"{"ok":false,"error_code":400,"description":"\#(refusals[(call - 1) % 2])"}"#)
        }
        try await ScriptedServer.run(script) { _, url in
            let api = try Self.api(url)
            try await api.editMessageText("Done.", of: 5, in: 7)
            await #expect(throws: TelegramError.self) { try await api.editMessageText("Done.", of: 5, in: 7) }
            try await api.editMessageReplyMarkup(of: 5, in: 7)
            await #expect(throws: TelegramError.self) { try await api.editMessageReplyMarkup(of: 5, in: 7) }
            await api.drain(until: .after(.seconds(1)))
        }
    }

    @Test(arguments: [
        (401, "Unauthorized", "check TELEGRAM_TOKEN"), (404, "Not Found", "check TELEGRAM_TOKEN"),
        (409, "Conflict: terminated by other getUpdates request", "stop the other process that polls this bot"),
    ])
    func `what only the operator can mend is an error in the log that says how, once in ten minutes`(
        code: Int,
        reason: String,
        remedy: String
    ) async throws {
        let script: ScriptedServer.Script = { _, _ in
            .http(code, body: #"{"ok":false,"error_code":\#(code),"description":"\#(reason)"}"#)
        }
        let (logs, clock) = (LogCapture(), TestClock())
        let settings = try Settings(SettingSources(variables: ["ENVIRONMENT": "development"]))
        let output = LogOutput(try LogSettings(settings), capture: logs, redactor: settings.redactor)
        try await ScriptedServer.run(script) { _, url in
            let api = try Self.api(url)
            await Context(clock: clock, logger: output.makeLogger(label: "atelier")).run {
                for call in 1...4 {
                    if call == 4 { clock.advance(by: RepeatedWarning.period) }
                    await #expect(throws: TelegramError.self) { try await api.getUpdates(from: nil, limit: 1) }
                }
            }
            let records = logs.lines.filter { $0.contains(#""event":"telegram_refused""#) }
            #expect(records.count == 2)
            #expect(records.allSatisfy { $0.contains(#""level":"ERROR""#) && $0.contains("\(reason); \(remedy)") })
            await api.drain(until: .after(.seconds(1)))
        }
    }

    /// Makes a call and compares what it sent.
    private static func expect(
        _ body: String,
        at method: String,
        answered result: String = "true",
        _ call: (TelegramAPI) async throws -> Void
    ) async throws {
        let request = try await request(answered: result, call)
        #expect(request.body == body)
        #expect(request.target == "/bot\(TelegramDouble.token)/\(method)")
    }

    /// Makes a call that is answered with a result, and returns what it sent.
    private static func request(
        answered result: String,
        _ call: (TelegramAPI) async throws -> Void
    ) async throws -> ScriptedServer.Received {
        try await ScriptedServer.run({ _, _ in .http(200, body: #"{"ok":true,"result":\#(result)}"#) }) { server, url in
            let api = try api(url)
            try await call(api)
            await api.drain(until: .after(.seconds(1)))
            return try #require(server.received.first)
        }
    }

    private static func api(_ url: String) throws -> TelegramAPI {
        let variables = [
            "ENVIRONMENT": "development", "TELEGRAM_TOKEN": TelegramDouble.token, "TELEGRAM_API_URL": url,
            "TELEGRAM_MODE": "polling",
        ]
        return try TelegramAPI(TelegramSettings(Settings(SettingSources(variables: variables))))
    }
}
