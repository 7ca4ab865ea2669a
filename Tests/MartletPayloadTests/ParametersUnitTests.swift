import MartletContext
import MartletPayload
import NIOCore
import Testing

@Suite struct ParametersUnitTests {
    private func read<Value: Payload>(
        _ type: Value.Type = Value.self,
        body: String? = nil,
        _ entries: (FieldSource, String, String)...
    ) -> Outcome<Value> {
        var parameters = Parameters()
        for (source, name, value) in entries { parameters.append(value, named: name, in: source) }
        do {
            let buffer = body.map { ByteBuffer(string: $0) }
            return Outcome(value: try Value(body: buffer, parameters: parameters), error: nil)
        } catch {
            return Outcome(value: nil, error: error)
        }
    }

    @Test
    func `S4-76 a page request is read from the query, strictly`() {
        let page = read(
            PageRequest.self,
            (.query, "limit", "5"),
            (.query, "colour", "blue"),
            (.query, "tag", "a"),
            (.query, "tag", "b")
        )
        #expect(page.value?.limit == 5)
        #expect(page.value?.colour == .blue)
        #expect(page.value?.tags == ["a", "b"])
        #expect(read(PageRequest.self).value?.limit == 20)
        #expect(read(PageRequest.self, (.query, "limit", "0")).issues == ["limit range"])
        #expect(read(PageRequest.self, (.query, "limit", "101")).issues == ["limit range"])
        #expect(read(PageRequest.self, (.query, "offset", "-1")).issues == ["offset range"])
        #expect(read(PageRequest.self, (.query, "colour", "black")).issues == ["colour choice"])
        #expect(read(PageRequest.self, (.query, "sort", "x")).issues == ["sort unknown"])
        #expect(read(PageRequest.self, (.query, "limit", "5"), (.query, "limit", "6")).issues == ["limit duplicate"])
    }

    @Test(arguments: [
        "", " 5", "5 ", "+5", "05", "0x5", "5a", "five", "null", "\"5\"", "٥", "5,", "5.5", "--5", "true",
    ])
    func `a text that is no integer is refused`(_ text: String) {
        #expect(read(PageRequest.self, (.query, "limit", text)).issues == ["limit type"])
    }

    @Test
    func `every scalar travels as text`() {
        let id = ID<Card>(bits: 7)
        let right = read(
            Scalars.self,
            (.query, "flag", "true"),
            (.query, "small", "-128"),
            (.query, "fraction", "1.5e3"),
            (.query, "id", id.description),
            (.query, "at", "2026-11-21T07:46:00Z"),
            (.query, "secret", "s"),
            (.query, "maybe", "1")
        )
        #expect(right.value?.flag == true)
        #expect(right.value?.small == -128)
        #expect(right.value?.fraction == 1500)
        #expect(right.value?.id == id)
        #expect(right.value?.at == Instant("2026-11-21T07:46:00Z"))
        #expect(right.value?.secret.reveal() == "s")
        #expect(right.value?.maybe == 1)
        let wrong = read(
            Scalars.self,
            (.query, "flag", "yes"),
            (.query, "small", "128"),
            (.query, "fraction", "1e999"),
            (.query, "id", "7"),
            (.query, "at", "today"),
            (.query, "secret", ""),
            (.query, "maybe", "x")
        )
        #expect(
            wrong.issues == [
                "flag type", "small range", "fraction range", "id format", "at format", "secret length", "maybe type",
            ]
        )
        let twice = read(
            Scalars.self,
            (.query, "flag", "false"),
            (.query, "flag", "false"),
            (.query, "id", "7"),
            (.query, "id", "7")
        )
        #expect(twice.issues.prefix(1) == ["flag duplicate"])
        #expect(twice.issues.contains("id duplicate"))
    }

    @Test
    func `path, query, header and body meet in one payload`() {
        let id = ID<Card>(bits: 9)
        let right = read(
            Update.self,
            body: #"{"title":"t"}"#,
            (.path, "id", id.description),
            (.query, "dry_run", "true"),
            (.header, "x-device", "phone"),
            (.header, "accept", "*/*")
        )
        #expect(right.value?.id == id)
        #expect(right.value?.title == "t")
        #expect(right.value?.isDryRun == true)
        #expect(right.value?.device == "phone")
        let wrong = read(Update.self, body: #"{"id":"\#(id)","title":1}"#, (.path, "id", "x"), (.query, "title", "t"))
        #expect(wrong.issues == ["id format", "title type", "id unknown", "title unknown"])
        #expect(read(Update.self, body: "[]", (.path, "id", id.description)).issues == [" type"])
        #expect(read(Update.self, body: "{", (.path, "id", id.description)).isMalformed)
        #expect(read(Update.self, body: "", (.path, "id", id.description)).isMalformed)
        #expect(read(Update.self, (.path, "id", id.description)).issues == ["title required"])
    }

    @Test
    func `a field of the body is never taken from the query`() {
        #expect(read(BodyOnly.self, (.query, "v", "1")).issues == ["v required", "v unknown"])
        #expect(read(BodyOnly.self, body: #"{"v":1}"#).value?.v == 1)
    }

    @Test
    func `an alias names a parameter too, and lists name the wrong item`() {
        #expect(read(Lists.self, (.query, "numbers", "1"), (.query, "n", "2")).value?.numbers == [1, 2])
        #expect(read(Lists.self, (.query, "numbers", "1"), (.query, "n", "x")).issues == ["numbers[1] type"])
        #expect(read(Lists.self, (.query, "numbers", "1"), (.query, "x", "x")).value?.numbers == [1])
    }

    @Test
    func `a structure does not travel as text`() {
        #expect(
            read(Structured.self, (.query, "card", "{}"), (.query, "raw", "1"), (.query, "map", "a")).issues == [
                "card type", "raw type", "map type",
            ]
        )
    }

    struct PageRequest: Payload {
        var limit: Int
        var offset: Int
        var colour: Colour?
        var tags: [String]

        init(reading fields: inout some FieldReader) {
            limit = fields.optional("limit", .range(1...100), default: 20)
            offset = fields.optional("offset", .range(0...), default: 0)
            colour = fields.optional("colour")
            tags = fields.optional("tag", default: [])
        }

        func write(to object: inout ObjectWriter) {
            object.field("limit", limit)
        }
    }

    struct Scalars: Payload {
        var flag: Bool
        var small: Int8
        var fraction: Double
        var id: ID<Card>
        var at: Instant
        var secret: Secret<String>
        var maybe: Int?

        init(reading fields: inout some FieldReader) {
            flag = fields.required("flag")
            small = fields.required("small")
            fraction = fields.required("fraction")
            id = fields.required("id")
            at = fields.required("at")
            secret = fields.required("secret", .length(1...))
            maybe = fields.required("maybe")
        }

        func write(to object: inout ObjectWriter) {
            object.field("id", id)
        }
    }

    struct Update: Payload {
        var id: ID<Card>
        var title: String
        var isDryRun: Bool
        var device: String?

        init(reading fields: inout some FieldReader) {
            id = fields.required("id")
            title = fields.required("title")
            isDryRun = fields.optional("dry_run", default: false, in: .query)
            device = fields.optional("x-device", in: .header)
        }

        func write(to object: inout ObjectWriter) {
            object.field("title", title)
        }
    }

    struct BodyOnly: Payload {
        var v: Int
        init(reading fields: inout some FieldReader) { v = fields.required("v", in: .body) }
        func write(to object: inout ObjectWriter) { object.field("v", v) }
    }

    struct Lists: Payload {
        static let fieldPolicy = FieldPolicy.ignoringUnknown
        var numbers: [Int]
        init(reading fields: inout some FieldReader) { numbers = fields.required("numbers", alias: "n") }
        func write(to object: inout ObjectWriter) { object.field("numbers", numbers) }
    }

    struct Structured: Payload {
        var card: Card
        var raw: RawJSON
        var map: [String: Int]

        init(reading fields: inout some FieldReader) {
            card = fields.required("card")
            raw = fields.required("raw")
            map = fields.required("map")
        }

        func write(to object: inout ObjectWriter) {
            object.field("card", card)
        }
    }
}
