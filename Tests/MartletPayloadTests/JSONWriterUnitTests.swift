import MartletContext
import MartletPayload
import NIOCore
import Testing

@Suite struct JSONWriterUnitTests {
    @Test(arguments: [
        ("", #""""#), ("a", #""a""#), ("\"\\/", #""\"\\/""#), ("\u{8}\u{C}\n\r\t", #""\b\f\n\r\t""#),
        ("\u{0}\u{1F}\u{7F}", "\"\\u0000\\u001f\u{7F}\""), ("é€😀\u{2028}", "\"é€😀\u{2028}\""),
        ("eight by\"tes", #""eight by\"tes""#), ("sixteen plain ch\n", #""sixteen plain ch\n""#),
        ("Привет, \"мир\"", #""Привет, \"мир\"""#), ("\n", #""\n""#),
        ("12345678\u{1}2345678\\", #""12345678\u00012345678\\""#),
    ])
    func `strings are escaped where JSON asks for it`(_ text: String, _ json: String) throws {
        #expect(try JSON.encode(text).text == json)
        #expect(decoded(String.self, json).value == text)
    }

    @Test
    func `every control character and every position of one is escaped`() {
        for control in UInt8(0)..<0x20 {
            for position in 0..<20 {
                let before = String(repeating: "x", count: position)
                let text = before + String(Unicode.Scalar(control)) + "yé"
                let json = try? JSON.encode(text).text
                #expect(json?.utf8.contains(control) == false)
                #expect(json.flatMap { decoded(String.self, $0).value } == text)
            }
        }
    }

    @Test
    func `strings that are no native Swift strings are written too`() throws {
        let slice = "abcdef".dropFirst(2)
        #expect(try JSON.encode(String(slice)).text == #""cdef""#)
    }

    @Test(arguments: [
        (0, "0.0"), (-0.0, "-0.0"), (1, "1.0"), (0.1, "0.1"), (1e16, "1e+16"), (1.5e-7, "1.5e-07"), (100, "100.0"),
        (5e22, "5e+22"), (.greatestFiniteMagnitude, "1.7976931348623157e+308"), (.leastNonzeroMagnitude, "5e-324"),
    ])
    func `doubles have the fewest digits that read back`(_ value: Double, _ json: String) throws {
        #expect(try JSON.encode(value).text == json)
        #expect(decoded(Double.self, json).value?.bitPattern == value.bitPattern)
    }

    @Test(arguments: [Double.nan, .infinity, -.infinity])
    func `a number that is not finite is refused and leaves the buffer as it was`(_ value: Double) {
        var buffer = ByteBuffer(string: "before")
        let error = #expect(throws: PayloadError.self) { try JSON.encode([1, value], into: &buffer) }
        #expect(error?.code == .unencodable)
        #expect(error?.description == "unencodable: JSON has no infinite numbers and no not-a-number.")
        #expect(error?.problem.status == 500)
        #expect(error?.problem.detail.contains("infinite") == false)
        #expect(buffer.text == "before")
    }

    @Test
    func `integers are written digit by digit`() throws {
        for value in [0, 9, 10, 99, 100, 12345, -1, -10, Int64.max, Int64.min] {
            #expect(try JSON.encode(value).text == value.description)
        }
        #expect(try JSON.encode(UInt64.max).text == UInt64.max.description)
        #expect(try JSON.encode(Int8.min).text == "-128")
        #expect(RawJSON.object { $0.field("n", Wide()) }.description == #"{"n":\#(Int128.max)}"#)
    }

    @Test
    func `values are appended to what the buffer holds`() throws {
        var buffer = ByteBuffer(string: "x")
        try JSON.encode(true, into: &buffer)
        try JSON.encode(Int?.none, into: &buffer)
        #expect(buffer.text == "xtruenull")
    }

    @Test
    func `S0-26 a secret is encoded as asterisks`() throws {
        #expect(try JSON.encode(["password": Secret("hunter2hunter2hunter2hunter2")]).text == #"{"password":"***"}"#)
        #expect(try JSON.encode(Secret(4711)).text == #""***""#)
    }

    @Test
    func `absent values are left out, or null where asked`() throws {
        let object = RawJSON.object { object in
            object.field("a", Int?.none)
            object.nullable("b", Int?.none)
            object.nullable("c", 1)
            object.field("d", Patch<Int>.absent)
            object.field("e", Patch<Int>.null)
            object.field("f", Patch.value(2))
            object.field("g", Int?.some(3))
            object.field("quoted \"key\"", false)
        }
        #expect(object.description == #"{"b":null,"c":1,"e":null,"f":2,"g":3,"quoted \"key\"":false}"#)
    }

    @Test
    func `a value of every kind has its golden form`() throws {
        var zoo = Zoo()
        zoo.text = "a"
        zoo.patch = .value("p")
        zoo.holes = [1, nil]
        zoo.cards = [Card(title: "t"), Card(title: "u", assignee: "a@b.cd")]
        zoo.labels = ["z": 1, "a": 2]
        let golden =
            #"{"text":"a","number":0,"small":0,"large":0,"fraction":0.0,"flag":false,"colour":"red","patch":"p","words":[],"#
            + #""holes":[1,null],"cards":[{"title":"t"},{"title":"u","assignee":"a@b.cd"}],"labels":{"a":2,"z":1},"#
            + #""id":"00000000-0000-0000-0000-000000000000","instant":"1970-01-01T00:00:00.000000Z","duration":"PT0S","#
            + #""price":{"minor":0,"currency":"EUR"},"raw":{}}"#
        #expect(try JSON.encode(zoo).text == golden)
        #expect(decoded(Zoo.self, golden).value == zoo)
    }

    @Test
    func `random values come back as they were`() throws {
        var random = Randomness(seed: 4627)
        for _ in 0..<2_000 {
            let zoo = random.zoo()
            let json = try JSON.encode(zoo)
            #expect(try JSON.decode(from: json) == zoo, "\(json.text)")
        }
    }

    /// An integer wider than JSON numbers usually are.
    struct Wide: FieldValue {
        static let placeholder = Wide()
        static let expectation = "wide"
        static func read(from json: inout JSONReader) -> Wide? { nil }
        func write(to json: inout JSONWriter) { json.number(Int128.max) }
    }
}

/// Random values from a seed.
struct Randomness {
    let source: SeededRandom

    init(seed: UInt64) { source = SeededRandom(seed: seed) }

    mutating func below(_ bound: Int) -> Int { Int(source.next() % UInt64(bound)) }

    mutating func text() -> String {
        let letters: [Unicode.Scalar] = [
            "a", "Z", " ", "\"", "\\", "\n", "\u{0}", "é", "я", "€", "😀", "\u{10FFFF}", "/",
        ]
        var text = String.UnicodeScalarView()
        for _ in 0..<below(24) { text.append(letters[below(letters.count)]) }
        return String(text)
    }

    mutating func list<Item>(_ item: (inout Randomness) -> Item) -> [Item] {
        (0..<below(4)).map { _ in item(&self) }
    }

    mutating func zoo() -> Zoo {
        var zoo = Zoo()
        zoo.text = text()
        zoo.number = Int(truncatingIfNeeded: source.next())
        zoo.small = Int8(truncatingIfNeeded: source.next())
        zoo.large = source.next() >> UInt64(below(64))
        zoo.fraction = Double(bitPattern: source.next())
        if !zoo.fraction.isFinite { zoo.fraction = source.unit() }
        zoo.flag = below(2) == 0
        zoo.colour = Colour.allCases[below(3)]
        zoo.maybe = below(2) == 0 ? nil : below(100)
        zoo.patch = [.absent, .null, .value(text())][below(3)]
        zoo.words = list { $0.text() }
        zoo.holes = list { $0.below(2) == 0 ? nil : $0.below(9) }
        zoo.cards = list { Card(title: "t\($0.below(99))", assignee: $0.below(2) == 0 ? nil : "a@b.cd") }
        for word in list({ $0.text() }) { zoo.labels[word] = below(10) }
        zoo.id = ID(bits: UInt128(source.next()) << 64 | UInt128(source.next()))
        zoo.instant = Instant(microseconds: Int64(source.next() % 4_000_000_000_000_000))
        zoo.duration = .microseconds(Int64(source.next() % 4_000_000_000_000) - 2_000_000_000_000)
        zoo.price = Money(minor: Int64(bitPattern: source.next()), currency: .rub)
        zoo.raw = RawJSON.object { [words = zoo.words] in $0.field("w", words) }
        return zoo
    }
}
