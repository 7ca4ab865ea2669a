import Martlet
import Metrics
import NIOCore

/// Takes updates in: whatever comes is durable before it is acknowledged, and the same update counts once.
struct UpdateIntake: Sendable {
    private let inbox: Inbox
    private let refused: Counter

    init(inbox: Inbox) {
        self.inbox = inbox
        refused = Counter(label: "telegram.updates.refused")
    }

    /// Stores an update and returns after the commit; only its id and its chat are looked at.
    ///
    /// Returns the update's id; throws ``UpdateError`` when the body is no JSON object with an `update_id`, or too large.
    @discardableResult
    func receive(_ body: ByteBuffer) async throws -> Int64 {
        let id: Int64
        do { id = try JSON.decode(UpdateEnvelope.self, from: body).id } catch {
            refused.increment()
            throw UpdateError.malformed(error)
        }
        // An update whose chat cannot be read is stored all the same: its job says what is wrong with it.
        let chat = (try? JSON.decode(UpdateChat.self, from: body))?.chat
        let key = chat.map(Self.order)
        do {
            _ = try await inbox.receive(
                Delivery(source: UpdateHandler.source, eventID: "\(id)", orderedBy: key, body: body)
            )
        } catch let error as JobError where error.code == .tooLarge {
            refused.increment()
            throw UpdateError.tooLarge(id: id)
        }
        return id
    }

    /// What everything that is said in a chat keeps an order with.
    static func order(of chat: Int64) -> String { "chat \(chat)" }
}

/// Why an update is not taken.
enum UpdateError: ProblemConvertible {
    /// It is no JSON object with an `update_id`.
    case malformed(PayloadError)
    /// It is larger than the inbox takes.
    case tooLarge(id: Int64)

    var problem: Problem {
        switch self {
        case .malformed: .badRequest("UpdateMalformedError", "An update is a JSON object with an update_id.")
        case .tooLarge: .payloadTooLarge(limit: 1 << 20)
        }
    }
}

/// The id of an update.
private struct UpdateEnvelope: Payload {
    static let fieldPolicy = FieldPolicy.ignoringUnknown

    let id: Int64

    init(reading fields: inout some FieldReader) {
        id = fields.required("update_id")
    }

    func write(to object: inout ObjectWriter) {
        object.field("update_id", id)
    }
}

/// The chat that an update belongs to, whatever its kind and whatever else in it cannot be read.
struct UpdateChat: Payload {
    static let fieldPolicy = FieldPolicy.ignoringUnknown

    private let message: InChat?
    private let editedMessage: InChat?
    private let callback: Callback?

    var chat: Int64? { (message ?? editedMessage ?? callback?.message)?.chat.id }

    init(reading fields: inout some FieldReader) {
        message = fields.optional("message")
        editedMessage = fields.optional("edited_message")
        callback = fields.optional("callback_query")
    }

    func write(to object: inout ObjectWriter) {
        object.field("message", message)
        object.field("edited_message", editedMessage)
        object.field("callback_query", callback)
    }

    /// A message, as far as its chat.
    private struct InChat: Payload {
        static let fieldPolicy = FieldPolicy.ignoringUnknown

        let chat: Chat

        init(reading fields: inout some FieldReader) {
            chat = fields.required("chat")
        }

        func write(to object: inout ObjectWriter) {
            object.field("chat", chat)
        }
    }

    /// A button's press, as far as its message.
    private struct Callback: Payload {
        static let fieldPolicy = FieldPolicy.ignoringUnknown

        let message: InChat?

        init(reading fields: inout some FieldReader) {
            message = fields.optional("message")
        }

        func write(to object: inout ObjectWriter) {
            object.field("message", message)
        }
    }
}
