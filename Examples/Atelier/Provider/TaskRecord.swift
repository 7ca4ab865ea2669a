import Martlet
import NIOCore

/// The provider's name for a task.
struct TaskID: TextValue, Hashable, CustomStringConvertible {
    static let placeholder = TaskID(checked: "task")
    static let expectation = "1 to 200 letters, digits, '-', '_' and '.'"

    let text: String

    /// Takes what may stand in a URL and in the signature of a callback.
    init?(text: String) {
        guard text.utf8.count <= 200, text.wholeMatch(of: /[A-Za-z0-9._-]*[A-Za-z0-9_-]/) != nil else { return nil }
        self.text = text
    }

    private init(checked text: String) {
        self.text = text
    }

    var description: String { text }
}

extension TaskID: ColumnValue {
    var databaseValue: DatabaseValue { .text(text) }

    init?(column: ColumnReading) {
        guard let text = column.text else { return nil }
        self.init(text: text)
    }
}

/// What the provider knows of a task.
struct TaskRecord: Sendable, Hashable {
    enum State: String, Sendable { case waiting, queuing, generating, success, fail }

    /// The state; nil for one that the documents do not name, which is to be asked for again.
    let state: State?

    /// Where the pictures are, for a day at least; none before the success.
    let resultURLs: [String]

    /// A task that the provider does not know any more; it cannot come to anything.
    static let forgotten = TaskRecord(state: .fail, resultURLs: [])
}

/// The `data` of `recordInfo`, as far as it is used.
struct TaskRecordData: Payload {
    static let fieldPolicy = FieldPolicy.ignoringUnknown

    private let state: String
    private let resultJSON: String?

    init(reading fields: inout some FieldReader) {
        state = fields.required("state")
        resultJSON = fields.optional("resultJson")
    }

    func write(to object: inout ObjectWriter) {
        object.field("state", state)
        object.field("resultJson", resultJSON)
    }

    /// The record; nil where a success has no result that can be used.
    var record: TaskRecord? {
        var urls: [String] = []
        if state == TaskRecord.State.success.rawValue {
            guard let text = resultJSON,
                let result = try? JSON.decode(TaskResult.self, from: ByteBuffer(string: text)), !result.urls.isEmpty
            else { return nil }
            urls = result.urls
        }
        return TaskRecord(state: TaskRecord.State(rawValue: state), resultURLs: urls)
    }
}

/// The JSON inside `resultJson`.
private struct TaskResult: Payload {
    static let fieldPolicy = FieldPolicy.ignoringUnknown

    let urls: [String]

    init(reading fields: inout some FieldReader) {
        urls = fields.required("resultUrls", .count(0...100))
    }

    func write(to object: inout ObjectWriter) {
        object.field("resultUrls", urls)
    }
}
