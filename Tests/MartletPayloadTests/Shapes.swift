import MartletContext
import MartletPayload
import NIOCore

/// The payload of the documentation.
struct Card: Payload, Equatable {
    var title: String
    var assignee: String?

    init(title: String, assignee: String? = nil) {
        self.title = title
        self.assignee = assignee
    }

    init(reading fields: inout some FieldReader) {
        title = fields.required("title", .length(1...120), .trimmed, about: "What has to be done.")
        assignee = fields.optional("assignee", .email)
    }

    func write(to object: inout ObjectWriter) {
        object.field("title", title)
        object.field("assignee", assignee)
    }
}

enum Colour: String, Choice { case red, green, blue }

/// A value of every kind.
struct Zoo: Payload, Equatable {
    var text = ""
    var number = 0
    var small: Int8 = 0
    var large: UInt64 = 0
    var fraction = 0.0
    var flag = false
    var colour = Colour.red
    var maybe: Int?
    var patch = Patch<String>.absent
    var words: [String] = []
    var holes: [Int?] = []
    var cards: [Card] = []
    var labels: [String: Int] = [:]
    var id = ID<Card>(bits: 0)
    var instant = Instant(microseconds: 0)
    var duration = Duration.zero
    var price = Money.zero(.eur)
    var raw = RawJSON.emptyObject

    init() {}

    init(reading fields: inout some FieldReader) {
        text = fields.required("text")
        number = fields.required("number")
        small = fields.required("small")
        large = fields.required("large")
        fraction = fields.required("fraction")
        flag = fields.required("flag")
        colour = fields.required("colour")
        maybe = fields.optional("maybe")
        patch = fields.patch("patch")
        words = fields.required("words")
        holes = fields.required("holes")
        cards = fields.required("cards")
        labels = fields.required("labels")
        id = fields.required("id")
        instant = fields.required("instant")
        duration = fields.required("duration")
        price = fields.required("price")
        raw = fields.required("raw")
    }

    func write(to object: inout ObjectWriter) {
        object.field("text", text)
        object.field("number", number)
        object.field("small", small)
        object.field("large", large)
        object.field("fraction", fraction)
        object.field("flag", flag)
        object.field("colour", colour)
        object.field("maybe", maybe)
        object.field("patch", patch)
        object.field("words", words)
        object.field("holes", holes)
        object.field("cards", cards)
        object.field("labels", labels)
        object.field("id", id)
        object.field("instant", instant)
        object.field("duration", duration)
        object.field("price", price)
        object.field("raw", raw)
    }
}

/// A payload that contains itself.
struct Tree: Payload, Equatable {
    var children: [Tree]

    init(children: [Tree] = []) {
        self.children = children
    }

    init(reading fields: inout some FieldReader) {
        children = fields.optional("c", default: [])
    }

    func write(to object: inout ObjectWriter) {
        object.field("c", children)
    }
}

extension ByteBuffer {
    var text: String { String(buffer: self) }
}

/// Decodes text and returns the value, or what was wrong as `path code`, or `malformed`.
func decoded<Value: FieldValue>(_ type: Value.Type = Value.self, _ text: String) -> Outcome<Value> {
    decoded(type, ByteBuffer(string: text))
}

func decoded<Value: FieldValue>(_ type: Value.Type = Value.self, _ body: ByteBuffer) -> Outcome<Value> {
    do {
        return Outcome(value: try JSON.decode(type, from: body), error: nil)
    } catch {
        return Outcome(value: nil, error: error)
    }
}

/// What decoding gave.
struct Outcome<Value> {
    let value: Value?
    let error: PayloadError?

    /// What was wrong, field by field.
    var issues: [String] { error?.issues.map { "\($0.path) \($0.code)" } ?? [] }

    /// Whether the input was no JSON.
    var isMalformed: Bool { error?.code == .malformed }
}
