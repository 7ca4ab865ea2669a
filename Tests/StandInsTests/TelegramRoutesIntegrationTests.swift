import Martlet
import MartletTesting
import NIOCore
@testable import StandIns
import Testing

/// The doors of the stand-in for Telegram over real HTTP.
@Suite(.timeLimit(.minutes(10)))
struct TelegramRoutesIntegrationTests {
    private func send(
        _ method: HTTPClient.Method,
        _ path: String,
        _ body: String? = nil,
        of telegram: TelegramServer
    ) async throws -> (status: Int, body: String) {
        let request = HTTPClient.Request(
            method,
            RequestPath(stringLiteral: path),
            body: body.map { ByteBuffer(string: $0) }
        )
        let response = try await telegram.client.send(request)
        return (response.status, String(buffer: response.body))
    }

    @Test func `a method's name has any case, GET and POST do, a wrong token or method is refused`() async throws {
        try await TelegramServer.with { telegram in
            for name in ["getMe", "GETME", "getme"] { #expect(try await telegram.call(name).answer.isOK) }
            let token = telegram.standIn.token.reveal()
            #expect(try await send(.get, "/bot\(token)/getChat?chat_id=7", of: telegram).body.contains(#""id":7"#))
            let unknown = try await telegram.call("sendDice")
            let reason = "Bad Request: the stand-in for Telegram has no method sendDice"
            #expect(unknown.status == 400 && unknown.answer.description == reason)
            let stranger = try await telegram.call("getMe", token: "1:x")
            #expect(stranger.status == 401 && stranger.answer.description == "Unauthorized")
        }
    }

    @Test func `a call that is too large is refused as the Bot API does`() async throws {
        try await TelegramServer.with { telegram in
            let text = String(repeating: "a", count: BotRoutes.bodyLimit)
            let request = HTTPClient.Request(
                .post,
                "/bot\(telegram.standIn.token)/sendMessage",
                body: ByteBuffer(string: #"{"chat_id":7,"text":"\#(text)"}"#),
                timeout: .seconds(300)
            )
            let response = try await telegram.client.send(request)
            let refused: ReadBotAnswer = try response.decode()
            #expect(response.status == 413 && refused.code == 413 && !refused.isOK)
            #expect(refused.description == "Request Entity Too Large")
        }
    }

    @Test func `a photo by URL is fetched, kept, sent again by its id, and downloaded`() async throws {
        let picture = SamplePicture.png(64, 32)
        try await TelegramServer.with { telegram in
            try await PictureServer.with(picture) { address in
                let sent = try await telegram.call("sendPhoto", #"{"chat_id":7,"photo":"\#(address)/a.png?b=c"}"#)
                let message: ReadMessage = try #require(sent.answer.result?.decoded())
                let photo = try #require(message.photo.first)
                #expect(photo.width == 64 && photo.height == 32)
                let again = try await telegram.call("sendPhoto", #"{"chat_id":7,"photo":"\#(photo.id)","caption":"b"}"#)
                let second: ReadMessage = try #require(again.answer.result?.decoded())
                #expect(second.photo == message.photo && second.caption == "b")
                let wrong = try await telegram.call("sendDocument", #"{"chat_id":7,"document":"\#(photo.id)"}"#)
                #expect(wrong.answer.description == "Bad Request: can't use file of type Photo as document")

                let found = try await telegram.call("getFile", #"{"file_id":"\#(photo.id)"}"#).answer.result
                let file: ReadFile = try #require(found?.decoded())
                let token = telegram.standIn.token.reveal()
                for path in ["/file/bot\(token)/\(file.path ?? "")", "/stand-in/files/\(photo.id)"] {
                    let request = HTTPClient.Request(.get, RequestPath(stringLiteral: path))
                    #expect(try await telegram.client.send(request).body == picture)
                }
                #expect(try await send(.get, "/file/bot1:x/\(file.path ?? "")", of: telegram).status == 401)
                #expect(try await send(.get, "/stand-in/files/unknown", of: telegram).status == 404)
            }
        }
    }

    @Test(arguments: [
        ("/missing", "failed to get HTTP URL content"), ("/page", "wrong type of the web page content"),
        ("/bytes", "IMAGE_PROCESS_FAILED"),
        ("/long", "PHOTO_INVALID_DIMENSIONS"), ("/large", "failed to get HTTP URL content"),
    ])
    func `a photo that cannot be had from its URL is refused in Telegram's words`(
        path: String,
        reason: String
    ) async throws {
        try await TelegramServer.with { telegram in
            try await PictureServer.with(SamplePicture.png(1, 1)) { address in
                let sent = try await telegram.call("sendPhoto", #"{"chat_id":7,"photo":"\#(address)\#(path)"}"#)
                #expect(sent.status == 400 && sent.answer.description == "Bad Request: \(reason)")
            }
        }
    }

    @Test func `faults happen once each, to the method that they are for`() async throws {
        try await TelegramServer.with { telegram in
            let message = #"{"chat_id":7,"text":"a"}"#
            telegram.standIn.spoilNext("sendMessage", with: .refusal(.tooManyRequests(retryAfter: 7)), .page(502))
            #expect(try await telegram.call("getMe").answer.isOK)
            let limited = try await telegram.call("sendMessage", message)
            #expect(limited.status == 429 && limited.answer.description == "Too Many Requests: retry after 7")
            #expect(limited.answer.parameters?.description == #"{"retry_after":7}"#)
            let page = try await telegram.post("sendMessage", message)
            #expect(page.status == 502 && page.header("content-type") == "text/html")
            #expect(telegram.standIn.seen(by: 7).isEmpty)
            telegram.standIn.spoilNext(with: .pageAfterwards(504))
            #expect(try await telegram.post("sendMessage", message).status == 504)
            #expect(telegram.standIn.seen(by: 7).count == 1, "it was carried out all the same")
            telegram.standIn.spoilNext(with: .silence)
            var request = HTTPClient.Request(
                .post,
                "/bot\(telegram.standIn.token)/getMe",
                body: ByteBuffer(string: "{}")
            )
            request.timeout = .milliseconds(200)
            await #expect(throws: HTTPClientError.self) { try await telegram.client.send(request) }
            #expect(try await telegram.call("getMe").answer.isOK)
        }
    }

    @Test func `a person comes, writes, presses, and sees what happens`() async throws {
        try await TelegramServer.with { telegram in
            #expect(try await send(.get, "/stand-in/people/5/events", of: telegram).status == 404)
            #expect(try await send(.post, "/stand-in/people/5/messages", #"{"text":"a"}"#, of: telegram).status == 404)
            let ada = #"{"first_name":"Ada","username":"ada","language_code":"ru"}"#
            for _ in 1...2 {
                let came = try await send(.put, "/stand-in/people/5", ada, of: telegram)
                #expect(
                    came.status == 200
                        && came.body == #"{"id":5,"first_name":"Ada","username":"ada","language_code":"ru"}"#
                )
            }
            let written = try await send(.post, "/stand-in/people/5/messages", #"{"text":"/start"}"#, of: telegram)
            #expect(written.status == 201 && written.body == #"{"message_id":1}"#)
            async let news = send(.get, "/stand-in/people/5/events?after=1&wait=30", of: telegram)
            _ = try await telegram.call("sendMessage", #"{"chat_id":5,"text":"Hello"}"#)
            let (status, body) = try await news
            #expect(
                status == 200
                    && body.hasPrefix(#"{"last":2,"events":[{"number":2,"message":{"message_id":2,"from":{"id""#)
            )
            let pressed = try await send(
                .post,
                "/stand-in/people/5/presses",
                #"{"message_id":2,"data":"a:1"}"#,
                of: telegram
            )
            #expect(pressed.status == 202 && pressed.body.hasPrefix(#"{"callback_query_id":""#))
            let nowhere = try await send(
                .post,
                "/stand-in/people/5/presses",
                #"{"message_id":9,"data":"a"}"#,
                of: telegram
            )
            #expect(nowhere.status == 404)
            let updates = try await telegram.call("getUpdates").answer.result?.description ?? ""
            #expect(
                updates.contains(
                    #""from":{"id":5,"is_bot":false,"first_name":"Ada","username":"ada","language_code":"ru"}"#
                )
            )
            #expect(updates.contains(#""chat_instance":""#) && updates.contains(#""text":"Hello""#))
            let quiet = try await send(.get, "/stand-in/people/5/events?after=2", of: telegram)
            #expect(quiet.body == #"{"last":2,"events":[],"has_gap":false}"#)
        }
    }

    @Test func `a person is offered the commands of their language`() async throws {
        try await TelegramServer.with { telegram in
            let commands = #"[{"command":"start","description":"начать"}]"#
            _ = try await telegram.call("setMyCommands", #"{"commands":\#(commands),"language_code":"ru"}"#)
            let offered = try await send(.get, "/stand-in/commands?language_code=ru", of: telegram)
            #expect(offered.body == #"{"commands":\#(commands)}"#)
            #expect(try await send(.get, "/stand-in/commands", of: telegram).body == #"{"commands":[]}"#)
        }
    }

    @Test(arguments: [
        #"{"first_name":""}"#, "{}", #"{"first_name":"Ada","language_code":"x"}"#, #"{"first_name":"Ada","age":7}"#,
    ])
    func `a person who cannot be is refused`(body: String) async throws {
        try await TelegramServer.with { telegram in
            let refused = try await send(.put, "/stand-in/people/5", body, of: telegram)
            #expect(refused.status == 422)
            let nobody = try await send(.put, "/stand-in/people/0", #"{"first_name":"Ada"}"#, of: telegram)
            #expect(nobody.status == 422)
        }
    }
}
