import MartletPayload
import NIOCore
import Testing

@Suite struct JSONReaderUnitTests {
    static let valid = [
        "null", "true", "false", "0", "-0", "1", "-1", "0.5", "1e5", "1E+5", "1e-5", "-1.5e10", "\"\"", "\"a\"",
        "[]", "{}", " [ ] ", "\n{\t}\r", "[1,2]", "[ 1 , 2 ]", "[[],[[]],{}]", #"{"a":1}"#, #"{ "a" : { "b" : [ ] } }"#,
        #""\"\\\/\b\f\n\r\t\u0041\u00e9\ud83d\ude00""#, "\"é€😀\"", "\"\u{7F}\"", "\"\u{2028}\"", #"{"":0}"#,
        #"{"a":1,"a":2}"#, "1.0", "123456789012345678901234567890", "1e400", "0e999999999999999999999", "20e-2",
        "\"longer than eight bytes, which is read by words\"", #""\u0000""#, "\"\u{E000}\u{10FFFF}\"", "\"\u{FFFF}\"",
    ]

    static let invalid = [
        "", " ", "nul", "nulll", "True", "tru", "fals", "falsee", "NaN", "Infinity", "-Infinity", "+1", ".5", "1.",
        "1.e1",
        "1e", "1e+", "01", "-01", "-", "--1", "1-", "0x1", "1_000", "1,", "[", "]", "[1", "[1,", "[1,]", "[,1]",
        "[1 2]",
        "[1}", "{", "}", "{,}", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{\"a\" 1}", "{\"a\":1 \"b\":2}", "{a:1}", "{1:1}",
        "{'a':1}", "{\"a\":1]", "{\"a\"::1}", "'a'", "\"", "\"a", "\"\\\"", "\"\\", "\"\\x\"", "\"\\u\"", "\"\\u12\"",
        "\"\\u12G4\"", "\"\\U0041\"", "\"\\ud800\"", "\"\\ud800x\"", "\"\\ud800\\n\"", "\"\\ud800\\u0041\"",
        "\"\\udc00\"",
        "\"\\ud800\\ud800\"", "\"\\ud800\\udbff\"", "\"\\ud800\\u\"", "\"\n\"", "\"\t\"", "\"\u{0}\"", "\"\u{1F}\"",
        "\u{0}", "1\u{0}",
        "\u{FEFF}1",
        "1 2", "[] []", "// c\n1", "/* c */ 1", "1 // c", "#1", "\u{A0}1", "\u{0C}1", "[\"a\",\n4\n,1,", "{}}", "[]]",
        "1]",
        "[1,,2]", "{\"a\":1,,\"b\":2}", "\\u0041", "\"\\a\"", "[\"\\\"]", "é", "nan", "-nan", "1e1.5", "1.5.5", "00",
        "-00",
    ]

    static let invalidBytes: [[UInt8]] = [
        [0xFF], [0x80], [0xC0, 0xAF], [0xC1, 0xBF], [0xE0, 0x80, 0x80], [0xE0, 0x9F, 0xBF], [0xED, 0xA0, 0x80],
        [0xED, 0xBF, 0xBF], [0xF0, 0x80, 0x80, 0x80], [0xF0, 0x8F, 0xBF, 0xBF], [0xF4, 0x90, 0x80, 0x80],
        [0xF5, 0x80, 0x80, 0x80], [0xC3], [0xE2, 0x82], [0xF0, 0x9F, 0x98], [0xC3, 0x28], [0xE2, 0x28, 0xA1],
        [0xE2, 0x82, 0x28], [0xF0, 0x28, 0x8C, 0xBC], [0xF0, 0x9F, 0x28, 0x80], [0xF0, 0x9F, 0x98, 0x28],
        [0xF1, 0x28, 0x80, 0x80], [0xF1, 0x80, 0x28, 0x80], [0xF1, 0x80, 0x80, 0x28], [0xF4, 0x8F, 0x28, 0x80],
        [0xF4, 0x8F, 0xBF, 0x28], [0xED, 0x9F, 0x28], [0xEE, 0x28, 0x80],
    ]

    @Test(arguments: valid)
    func `valid JSON is accepted and kept byte by byte`(_ text: String) throws {
        let raw = try RawJSON(ByteBuffer(string: text))
        #expect(raw.description == text.trimmingJSONSpace)
        #expect(try JSON.encode(raw).text == raw.description)
    }

    @Test(arguments: invalid)
    func `invalid JSON is malformed, on its own and inside a value that nobody asked for`(_ text: String) {
        #expect(decoded(RawJSON.self, text).isMalformed)
        #expect(decoded(Lenient.self, "{\"unknown\":\(text),\"z\":0").isMalformed)
    }

    @Test(arguments: invalidBytes)
    func `invalid UTF-8 is malformed in a value, a skipped value and a key`(_ bytes: [UInt8]) {
        let quoted = [UInt8(ascii: "\"")] + bytes + [UInt8(ascii: "\"")]
        #expect(decoded(String.self, ByteBuffer(bytes: quoted)).isMalformed)
        #expect(decoded(Lenient.self, ByteBuffer(bytes: Array("{\"u\":".utf8) + quoted + Array("}".utf8))).isMalformed)
        #expect(decoded(Lenient.self, ByteBuffer(bytes: Array("{".utf8) + quoted + Array(":1}".utf8))).isMalformed)
    }

    @Test(arguments: [
        (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{C}\n\r\t"), (#""\u0041\u00e9\u20AC""#, "Aé€"), (#""\ud83d\ude00""#, "😀"),
        (#""\uD834\uDD1E x""#, "𝄞 x"), (#""\u0000""#, "\u{0}"), ("\"Привет, мир!\"", "Привет, мир!"),
        (#""a\u0062c é""#, "abc é"), (#""\ud800\udc00\udbff\udfff""#, "\u{10000}\u{10FFFF}"),
        (#""\uffff""#, "\u{FFFF}"),
    ])
    func `strings are decoded with their escapes`(_ json: String, _ text: String) {
        #expect(decoded(String.self, json).value == text)
    }

    @Test
    func `nesting is read to 64 levels and no further`() {
        func nested(_ depth: Int) -> String {
            String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        }
        func tree(_ depth: Int) -> String {
            String(repeating: #"{"c":["#, count: depth) + String(repeating: "]}", count: depth)
        }
        #expect(decoded(RawJSON.self, nested(64)).value != nil)
        #expect(decoded(RawJSON.self, nested(65)).isMalformed)
        #expect(decoded(Tree.self, tree(32)).value != nil)
        #expect(decoded(Tree.self, tree(33)).isMalformed)
        #expect(decoded([String: [String: RawJSON]].self, #"{"a":{"b":"# + nested(62) + "}}").value != nil)
        #expect(decoded([String: [String: RawJSON]].self, #"{"a":{"b":"# + nested(63) + "}}").isMalformed)
        let objects = String(repeating: #"{"a":"#, count: 65)
        #expect(decoded(RawJSON.self, objects).isMalformed)
        #expect(decoded([[Int]].self, String(repeating: "[", count: 100)).isMalformed)
    }

    @Test
    func `the message of malformed input names the place and repeats nothing`() {
        let error = decoded(Card.self, #"{"title":"secret" x}"#).error
        #expect(error?.message == "The body is not valid JSON: missing comma or brace at byte 18.")
        #expect(error?.description == "malformed: The body is not valid JSON: missing comma or brace at byte 18.")
        #expect(decoded(Card.self, "").error?.message == "The body is not valid JSON: unexpected end at byte 0.")
    }

    struct Lenient: Payload {
        static let fieldPolicy = FieldPolicy.ignoringUnknown
        init(reading fields: inout some FieldReader) {}
        func write(to object: inout ObjectWriter) {}
    }
}

extension String {
    fileprivate var trimmingJSONSpace: String {
        let space: [Character] = [" ", "\t", "\n", "\r"]
        return String(drop(while: space.contains).reversed().drop(while: space.contains).reversed())
    }
}
