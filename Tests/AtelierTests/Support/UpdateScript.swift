import Logging
import Martlet
import NIOCore

/// A Bot API whose `getUpdates` answers raw updates as a test wrote them, readable or not, from an offset on.
struct UpdateScript: Routes {
    /// An update as it stands on the wire, and the id that Telegram knows it by.
    struct Entry: Sendable {
        let id: Int64
        let json: String

        /// An update that the bot can read.
        static func readable(_ id: Int64) -> Entry {
            Entry(id: id, json: SampleUpdate(id: id).json)
        }

        /// An update that is larger than what the inbox takes.
        static func oversized(_ id: Int64) -> Entry {
            Entry(id: id, json: SampleUpdate(id: id, text: String(repeating: "x", count: 1 << 20)).json)
        }

        /// An update with half of a surrogate pair, which makes the whole answer no text.
        static func halfCharacter(_ id: Int64) -> Entry {
            Entry(id: id, json: SampleUpdate(id: id, text: "\\ud83d").json)
        }

        /// An update that is nested deeper than JSON is read.
        static func nested(_ id: Int64) -> Entry {
            let nest = String(repeating: "[", count: 70) + String(repeating: "]", count: 70)
            return Entry(id: id, json: #"{"update_id":\#(id),"message":\#(nest)}"#)
        }

        /// An update whose id the bot cannot read.
        static func unreadable(_ id: Int64) -> Entry {
            Entry(id: id, json: #"{"update_id":"\#(id)","message":{}}"#)
        }
    }

    /// What waits to be fetched; a fetch forgets what lies before its offset.
    let pending: Observed<[Entry]>

    /// The most updates of which the answer is not larger than what the bot reads.
    let fitting = Observed(100)

    /// How many updates each fetch asked for, at most.
    let fetches = Observed<[Int]>([])

    /// How many messages the bot sent.
    let messages = Observed(0)

    func register(on routes: RouteGroup<RequestContext>) {
        routes.group("bot{token}", access: .public) { bot in
            bot.post("deleteWebhook", summary: "Forget") { _, _ in Self.answer("true") }
            bot.post("sendMessage", summary: "Send") { _, _ in
                messages.update { $0 += 1 }
                return Self.answer(#"{"message_id":1}"#)
            }
            bot.post("getUpdates", summary: "Fetch", deadline: .seconds(60)) { body, _ in
                let fetch = try JSON.decode(Fetch.self, from: body)
                fetches.update { $0.append(fetch.limit) }
                pending.update { entries in entries.removeAll { $0.id < fetch.offset } }
                let entries = await pending.wait { !$0.isEmpty }.prefix(fetch.limit)
                guard entries.count <= fitting.value else { return Bytes(ByteBuffer(repeating: 0x20, count: 33 << 20)) }
                return Self.answer("[" + entries.map(\.json).joined(separator: ",") + "]")
            }
        }
    }

    private static func answer(_ result: String) -> Bytes {
        Bytes(ByteBuffer(string: #"{"ok":true,"result":\#(result)}"#), contentType: "application/json")
    }

    /// Serves updates for the length of a closure, which is given the settings of a bot that polls them.
    static func with(
        _ entries: [Entry],
        _ body: (UpdateScript, [String: String]) async throws -> Void
    ) async throws {
        let script = UpdateScript(pending: Observed(entries))
        let server = HTTPServer(HTTPServerConfiguration(port: 0)) { script }
        var context = Martlet.Context.current
        context.logger = Logger(label: "telegram", factory: { _ in SwiftLogNoOpLogHandler() })
        try await context.run { try await server.bind() }
        server.ready()
        let settings = [
            "TELEGRAM_TOKEN": TelegramDouble.token, "TELEGRAM_API_URL": server.address ?? "",
            "TELEGRAM_MODE": "polling", "KIE_API_KEY": "no-key", "KIE_API_URL": "http://127.0.0.1:1",
        ]
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await server.run() }
            // The server ends with this scope, whichever way it is left.
            defer { group.cancelAll() }
            try await body(script, settings)
        }
    }

    private struct Fetch: Payload {
        static let fieldPolicy = FieldPolicy.ignoringUnknown

        let offset: Int64
        let limit: Int

        init(reading fields: inout some FieldReader) {
            offset = fields.optional("offset", default: 0)
            limit = fields.optional("limit", default: 100)
        }

        func write(to object: inout ObjectWriter) {
            object.field("offset", offset)
            object.field("limit", limit)
        }
    }
}
