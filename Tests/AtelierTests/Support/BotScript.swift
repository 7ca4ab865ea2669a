import Martlet
import NIOCore

/// A Bot API that takes whatever the bot calls, remembers it, and refuses what a test tells it to.
struct BotScript: Routes {
    /// A call that was made, taken or not.
    struct Call: Sendable {
        let method: String

        /// The parameters, or the form.
        let body: String

        /// What is said, in a text or under a picture; empty for everything else.
        var text: String { fields?.text ?? fields?.caption ?? "" }

        /// The message that is edited.
        var message: Int? { fields?.message }

        /// Where a picture comes from, unless it is sent along.
        var photo: String? { fields?.photo }

        private var fields: Fields? { try? JSON.decode(Fields.self, from: ByteBuffer(string: body)) }
    }

    /// How a call is refused.
    struct Refusal: Sendable {
        let code: Int
        let reason: String
        var retryAfter: Int?

        static let blocked = Refusal(code: 403, reason: "Forbidden: bot was blocked by the user")
        static let bad = Refusal(code: 400, reason: "Bad Request: failed to get HTTP URL content")
        static let down = Refusal(code: 502, reason: "Bad Gateway")

        /// An answer that nobody can read, so that nobody knows whether the call was taken.
        static let unreadable = Refusal(code: 0, reason: "")
    }

    /// Everything that was called, in order.
    var calls: [Call] { log.value }

    private let log = Observed<[Call]>([])
    private let refusals = Observed<[String: [Refusal]]>([:])
    private let hooks = Observed<[String: @Sendable () -> Void]>([:])

    /// Refuses the next calls of a method.
    func refuseNext(_ method: String, _ refusals: Refusal...) {
        self.refusals.update { $0[method, default: []] += refusals }
    }

    /// Takes all calls of a method again.
    func takeAll(_ method: String) {
        refusals.update { $0[method] = nil }
    }

    /// Does something when a method is called next, before the answer.
    func onNext(_ method: String, _ action: @escaping @Sendable () -> Void) {
        hooks.update { $0[method] = action }
    }

    /// The calls of a method.
    func calls(of method: String) -> [Call] {
        calls.filter { $0.method == method }
    }

    func register(on routes: RouteGroup<RequestContext>) {
        routes.group("bot{token}", access: .public) { bot in
            bot.post(":method", summary: "Take a call", bodyLimit: 32 << 20) { body, context in
                let method = context.pathParameter("method") ?? ""
                // The menu is set at the start, whenever that comes to it.
                if method == "setMyCommands" { return Bytes(ByteBuffer(string: Self.answer(method, 0))) }
                let call = Call(method: method, body: String(buffer: body))
                let number = log.update { calls in
                    calls.append(call)
                    return calls.count
                }
                hooks.update { $0.removeValue(forKey: method) }?()
                let refusal = refusals.update { refusals in
                    refusals[method]?.isEmpty == false ? refusals[method]?.removeFirst() : nil
                }
                return Bytes(ByteBuffer(string: refusal.map(Self.answer) ?? Self.answer(method, number)))
            }
        }
    }

    private static func answer(_ refusal: Refusal) -> String {
        guard refusal.code > 0 else { return "<html>" }
        let wait = refusal.retryAfter.map { #","parameters":{"retry_after":\#($0)}"# } ?? ""
        return #"{"ok":false,"error_code":\#(refusal.code),"description":"\#(refusal.reason)"\#(wait)}"#
    }

    private static func answer(_ method: String, _ number: Int) -> String {
        switch method {
        case "sendPhoto": #"{"ok":true,"result":{"message_id":\#(number),"photo":[{"file_id":"photo-\#(number)"}]}}"#
        case "sendDocument": #"{"ok":true,"result":{"message_id":\#(number),"document":{"file_id":"file-\#(number)"}}}"#
        case "sendMessage", "editMessageText": #"{"ok":true,"result":{"message_id":\#(number)}}"#
        default: #"{"ok":true,"result":true}"#
        }
    }

    /// Serves the API for the length of a closure, which is given its address.
    static func with(_ body: (BotScript, String) async throws -> Void) async throws {
        let script = BotScript()
        try await script.serve { address in try await body(script, address) }
    }

    private struct Fields: Payload {
        static let fieldPolicy = FieldPolicy.ignoringUnknown

        let text: String?
        let caption: String?
        let message: Int?
        let photo: String?

        init(reading fields: inout some FieldReader) {
            text = fields.optional("text")
            caption = fields.optional("caption")
            message = fields.optional("message_id")
            photo = fields.optional("photo")
        }

        func write(to object: inout ObjectWriter) {
            object.field("text", text)
            object.field("caption", caption)
            object.field("message_id", message)
            object.field("photo", photo)
        }
    }
}
