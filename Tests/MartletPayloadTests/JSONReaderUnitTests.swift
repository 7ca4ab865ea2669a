import MartletPayload
import NIOCore
import Testing

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

@Suite struct JSONReaderUnitTests {
    @Test
    func `a payload comes back as it was written`() throws {
        let card = Card(title: "Ship \"it\"\n", assignee: "ada@example.org")
        let card2 = Card(title: "Ship", assignee: nil)
        #expect(throws: PayloadError.self) { try JSON.decode(Card.self, from: JSON.encode(card)) }
        #expect(try JSON.decode(Card.self, from: JSON.encode(card2)) == card2)
    }

    @Test
    func `S3-11 every wrong field is listed with its path`() throws {
        let body = ByteBuffer(string: #"{"assignee":"x","title":" ","more":[1,{"a":2}]}"#)
        let error = #expect(throws: PayloadError.self) { try JSON.decode(Card.self, from: body) }
        #expect(error?.issues.map { "\($0.path) \($0.code)" } == ["title trimmed", "assignee email", "more unknown"])
    }
}
