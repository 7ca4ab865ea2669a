import Martlet
import NIOCore
@testable import StandIns

/// An answer of the provider, taken apart.
struct ReadAnswer: Payload {
    static let fieldPolicy = FieldPolicy.ignoringUnknown

    let code: Int
    let data: RawJSON?

    init(reading fields: inout some FieldReader) {
        code = fields.required("code")
        data = fields.optional("data")
    }

    func write(to object: inout ObjectWriter) {
        object.field("code", code)
        object.field("data", data)
    }
}

/// A record or the answer to a creation.
struct ReadTask: Payload, Equatable {
    static let fieldPolicy = FieldPolicy.ignoringUnknown

    let id: String
    let state: String
    let result: String
    let failCode: String
    let failMessage: String
    let parameters: String
    let created: Int64
    let completed: Int64?

    init(reading fields: inout some FieldReader) {
        id = fields.required("taskId")
        state = fields.optional("state", default: "")
        result = fields.optional("resultJson", default: "")
        failCode = fields.optional("failCode", default: "")
        failMessage = fields.optional("failMsg", default: "")
        parameters = fields.optional("param", default: "")
        created = fields.optional("createTime", default: 0)
        completed = fields.optional("completeTime")
    }

    func write(to object: inout ObjectWriter) { object.field("taskId", id) }
}

extension ProviderAnswer {
    func read() throws -> (code: Int, task: ReadTask?) {
        let answer = try JSON.decode(ReadAnswer.self, from: response().body)
        return (answer.code, try answer.data.map { try JSON.decode(from: ByteBuffer(bytes: $0.bytes)) })
    }
}

extension ProviderStandIn {
    /// Creates a task as a call would, and returns the answer's code and the task's id.
    func order(_ prompt: String = "a cat", callback: String? = nil) throws -> (code: Int, id: String) {
        let json = RawJSON.object { object in
            object.field("model", "z-image")
            object.field("input", RawJSON.object { $0.field("prompt", prompt) })
            object.field("callBackUrl", callback)
        }
        let answer = try create(JSON.decode(from: ByteBuffer(bytes: json.bytes)), address: "http://provider").read()
        return (answer.code, answer.task?.id ?? "")
    }

    func task(_ id: String) throws -> ReadTask? { try record(of: id).read().task }
}

extension Context {
    /// A context that stands still and says nothing.
    static func still(_ clock: any TimeSource) -> Context {
        Context(clock: clock, logger: .silent)
    }
}
