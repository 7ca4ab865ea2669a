import MartletContext
import MartletPayload
import NIOCore
import Testing

@Suite struct ValueUnitTests {
    @Test
    func `a page is written and read, and its items can be turned into others`() throws {
        let page = Page(items: [1, 2], total: 9, limit: 2, offset: 4)
        #expect(try JSON.encode(page).text == #"{"items":[1,2],"total":9,"limit":2,"offset":4}"#)
        #expect(try JSON.decode(from: JSON.encode(page)) == page)
        #expect(page.map { "n\($0)" }.items == ["n1", "n2"])
        let wrong = #"{"items":["x"],"total":-1,"limit":0,"offset":-1}"#
        #expect(
            decoded(Page<Int>.self, wrong).issues == ["items[0] type", "total range", "limit range", "offset range"]
        )
    }

    @Test(
        arguments: [
            ("PT0S", .zero), ("PT1.5S", .milliseconds(1500)), ("PT90S", .seconds(90)), ("PT1H30M", .seconds(5400)),
            ("P2D", .seconds(172_800)),
            ("P1DT1H1M1S", .seconds(90_061)), ("-PT1S", .seconds(-1)),
            ("PT0.000000000000000001S", Duration(secondsComponent: 0, attosecondsComponent: 1)),
            ("PT5M", .seconds(300)), ("PT1H2S", .seconds(3602)),
        ] as [(String, Duration)]
    )
    func `a duration is read from ISO 8601`(_ text: String, _ duration: Duration) {
        #expect(Duration(text: text) == duration)
        #expect(Duration(text: duration.text) == duration)
    }

    @Test(arguments: [
        "", "P", "PT", "1S", "PT1", "P1H", "PT1D", "PT1M1H", "P1Y", "P1M", "P1W", "PTS", "PT.5S", "PT1.S", "PT1.1.1S",
        "PT1,5S", "P-1D",
        "--PT1S", "PT1S ", "PT0.0000000000000000001S", "P1000000000D", "PT1234567890123S", "PT1H1", "PHT1S",
        "PT\(String(repeating: "0", count: 50))S",
        "P1DT", "PT١S", "pt1s", "PT1e5S", "PT1M2", "PT-1S",
    ])
    func `another text is no duration`(_ text: String) {
        #expect(Duration(text: text) == nil)
    }

    @Test(arguments: [
        (Duration.zero, "PT0S"), (.seconds(3600), "PT3600S"), (.milliseconds(250), "PT0.25S"),
        (.milliseconds(-250), "-PT0.25S"),
        (.seconds(-2), "-PT2S"), (.nanoseconds(1), "PT0.000000001S"),
    ])
    func `a duration is written in seconds`(_ duration: Duration, _ text: String) {
        #expect(duration.text == text)
    }

    @Test
    func `S4-131 an instant is RFC 3339 text with a zone`() throws {
        let instant = try #require(Instant("2026-11-21T07:46:00Z"))
        #expect(decoded(Instant.self, #""2026-11-21T10:46:00+03:00""#).value == instant)
        #expect(try JSON.encode(instant).text == #""2026-11-21T07:46:00.000000Z""#)
        #expect(decoded(Instant.self, #""2026-11-21T07:46:00""#).issues == [" format"])
        #expect(decoded(Instant.self, "1763711160").issues == [" type"])
    }

    @Test
    func `values of the kit break no constraint of another type and have placeholders`() {
        #expect(decoded(Bool.self, "true").value == true)
        #expect(decoded(Bool.self, "false").value == false)
        #expect(decoded(Bool.self, "tru").isMalformed)
        #expect(decoded(Bool.self, "falsy").isMalformed)
        #expect(decoded(Bool.self, "1").issues == [" type"])
        #expect(decoded(Placeholders.self, "{}").error?.issues.count == 4)
        #expect(Currency.placeholder.code == "XTS")
        #expect(RawJSON.placeholder.description == "null")
        #expect(RawJSON.expectation == "a JSON value")
        #expect([String: Int].placeholder.isEmpty)
        #expect([String: Int].expectation == "an object")
    }

    @Test
    func `raw JSON is made of values, checked bytes or fields`() throws {
        #expect(try RawJSON(encoding: [1, 2]).description == "[1,2]")
        #expect(throws: PayloadError.self) { try RawJSON(encoding: Double.nan) }
        #expect(throws: PayloadError.self) { try RawJSON(ByteBuffer(string: "[1")) }
        #expect(RawJSON.emptyObject == RawJSON.object { _ in })
    }

    @Test
    func `messages name what a value must be`() {
        func message<Value: FieldValue>(_ type: Value.Type) -> String? {
            decoded(type, #"[[]]"#).error?.issues.first?.message
        }
        #expect(message(String.self) == "Must be a string.")
        #expect(message(Int8.self) == "Must be an integer from -128 to 127.")
        #expect(message([Secret<Double>].self) == "Must be a finite number.")
        #expect(Secret<Double>.expectation == "a finite number")
        #expect(Int?.expectation == "\(Int.expectation), or null")
        #expect(String.expectation == "a string")
    }

    @Test
    func `a payload of defaults is a placeholder too, and a type that reads nothing gives an error`() {
        #expect(Tree.placeholder == Tree())
        #expect(decoded(Blind.self, " ").error?.code == .invalid)
        #expect(decoded(Blind.self, "1").isMalformed)
    }

    @Test
    func `rules for text judge own types of text, and a type without rules breaks none`() {
        #expect(decoded(Ruled.self, #"{"v":"abcde"}"#).value?.v.text == "abcde")
        #expect(decoded(Ruled.self, #"{"v":"x"}"#).issues == ["v length"])
        #expect(decoded(Counted.self, #"{"v":0}"#).value?.v.count == 0)
    }

    /// A type that neither reads nor notes anything.
    struct Blind: FieldValue {
        static let placeholder = Blind()
        static let expectation = "nothing"
        static func read(from json: inout JSONReader) -> Blind? { nil }
        func write(to json: inout JSONWriter) { json.null() }
    }

    /// A text of another module.
    struct Slug: TextValue, RuledText {
        static let placeholder = Slug(text: "")
        static let expectation = "a slug"
        let text: String
        init(text: String) { self.text = text }
    }

    struct Ruled: Payload {
        var v: Slug
        init(reading fields: inout some FieldReader) { v = fields.required("v", .length(5...5)) }
        func write(to object: inout ObjectWriter) { object.field("v", v) }
    }

    /// A collection of another module that does not judge its count.
    struct Tally: FieldValue, RuledCollection {
        static let placeholder = Tally(count: 0)
        static let expectation = "a tally"
        let count: Int
        static func read(from json: inout JSONReader) -> Tally? { Int.read(from: &json).map { Tally(count: $0) } }
        func write(to json: inout JSONWriter) { json.number(count) }
    }

    struct Counted: Payload {
        var v: Tally
        init(reading fields: inout some FieldReader) { v = fields.required("v", .count(1...)) }
        func write(to object: inout ObjectWriter) { object.field("v", v) }
    }

    struct Placeholders: Payload {
        var raw: RawJSON
        var currency: Currency
        var map: [String: Int]
        var secret: Secret<String>

        init(reading fields: inout some FieldReader) {
            raw = fields.required("raw")
            currency = fields.required("currency")
            map = fields.required("map")
            secret = fields.required("secret")
        }

        func write(to object: inout ObjectWriter) {
            object.field("raw", raw)
        }
    }
}
