import HTTPTypes
import Martlet
import NIOCore
import Synchronization

/// A bot's webhook that remembers what comes, and answers what it is told to.
final class WebhookReceiver: Routes {
    struct Delivery: Sendable, Equatable {
        let id: Int64
        let chat: Int64
        let secret: String
    }

    private struct State {
        var deliveries: [Delivery] = []
        var statuses: [Int] = []
        var reply = ""
        var held: Set<Int64> = []
        var changes: [CheckedContinuation<Void, Never>] = []
    }

    private let state = Mutex(State())

    var deliveries: [Delivery] { state.withLock(\.deliveries) }

    /// Answers the next deliveries with other statuses than 200.
    func answerNext(_ statuses: Int...) {
        state.withLock { $0.statuses += statuses }
        wake()
    }

    /// Says something in the body of every answer.
    func reply(_ body: String) {
        state.withLock { $0.reply = body }
    }

    /// Leaves the deliveries of a chat without an answer until it is released.
    func hold(chat: Int64) {
        state.withLock { _ = $0.held.insert(chat) }
    }

    func release(chat: Int64) {
        state.withLock { _ = $0.held.remove(chat) }
        wake()
    }

    /// Waits until so many deliveries have come.
    func wait(for count: Int) async -> [Delivery] {
        await wait { $0.deliveries.count >= count }
        return deliveries
    }

    func register(on routes: RouteGroup<RequestContext>) {
        routes.post("hook", summary: "Take an update", access: .public) { body, context in
            let update = try JSON.decode(ReadUpdate.self, from: body)
            let secret = context.header("x-telegram-bot-api-secret-token") ?? ""
            let delivery = Delivery(id: update.id, chat: update.message.chat.id, secret: secret)
            let status = self.state.withLock { state in
                state.deliveries.append(delivery)
                return state.statuses.isEmpty ? 200 : state.statuses.removeFirst()
            }
            self.wake()
            await self.wait { !$0.held.contains(delivery.chat) }
            let reply = self.state.withLock(\.reply)
            return Response(HTTPResponse.Status(code: status), body: ByteBuffer(string: reply))
        }
    }

    private func wake() {
        let waiting = state.withLock { state in
            defer { state.changes = [] }
            return state.changes
        }
        for waiter in waiting { waiter.resume() }
    }

    private func wait(until isEnough: @escaping @Sendable (State) -> Bool) async {
        while !state.withLock({ isEnough($0) }) {
            await withCheckedContinuation { continuation in
                let isOver = state.withLock { state in
                    if isEnough(state) { return true }
                    state.changes.append(continuation)
                    return false
                }
                if isOver { continuation.resume() }
            }
        }
    }

    /// Runs a receiver for the length of a closure, which gets the URL to register.
    static func with(_ body: (WebhookReceiver, String) async throws -> Void) async throws {
        let receiver = WebhookReceiver()
        let server = HTTPServer(HTTPServerConfiguration(port: 0)) { receiver }
        try await Martlet.Context(logger: .silent).run {
            try await server.bind()
            server.ready()
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await server.run() }
            defer { group.cancelAll() }
            try await body(receiver, "\(server.address ?? "")/hook")
        }
    }
}

/// A message's update, as far as its chat.
struct ReadUpdate: Payload {
    static let fieldPolicy = FieldPolicy.ignoringUnknown

    struct Message: Payload {
        static let fieldPolicy = FieldPolicy.ignoringUnknown

        struct Chat: Payload {
            static let fieldPolicy = FieldPolicy.ignoringUnknown

            let id: Int64

            init(reading fields: inout some FieldReader) { id = fields.required("id") }

            func write(to object: inout ObjectWriter) { object.field("id", id) }
        }

        let chat: Chat

        init(reading fields: inout some FieldReader) { chat = fields.required("chat") }

        func write(to object: inout ObjectWriter) { object.field("chat", chat) }
    }

    let id: Int64
    let message: Message

    init(reading fields: inout some FieldReader) {
        id = fields.required("update_id")
        message = fields.required("message")
    }

    func write(to object: inout ObjectWriter) { object.field("update_id", id) }
}
