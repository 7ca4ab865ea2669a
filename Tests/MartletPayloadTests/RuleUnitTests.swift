import MartletContext
import MartletPayload
import NIOCore
import Testing

@Suite struct RuleUnitTests {
    private func text(_ rule: Rule<String>, _ value: String) -> [String] {
        Self.issues(rule, value).map(\.code)
    }

    /// What a rule says about a value; the rule travels in a task-local because a payload's reading takes no arguments.
    private static func issues<Value: FieldValue>(_ rule: Rule<Value>, _ value: Value) -> [FieldIssue] {
        Carrier.$rule.withValue(rule) {
            do {
                _ = try JSON.decode(Carried<Value>.self, from: JSON.encode(["v": value]))
                return []
            } catch {
                return (error as? PayloadError)?.issues ?? []
            }
        }
    }

    @Test(arguments: [(0, false), (1, true), (255, true), (256, false)])
    func `S4-133 a length is judged at its bounds`(_ length: Int, _ isRight: Bool) {
        let name = String(repeating: "n", count: length)
        #expect(text(.length(1...255), name) == (isRight ? [] : ["length"]))
    }

    @Test
    func `a length counts code points`() {
        #expect(text(.length(1...1), "é") == [])
        #expect(text(.length(1...1), "e\u{301}") == ["length"])
        #expect(text(.length(7...7), "👨‍👩‍👧‍👦") == [])
        #expect(text(.length(2...), "a") == ["length"])
        #expect(text(.length(...2), "abc") == ["length"])
        #expect(text(.length(...2), "") == [])
    }

    @Test(arguments: [(-1, false), (0, true), (150, true), (151, false)])
    func `S4-135 a range is judged at its bounds`(_ age: Int, _ isRight: Bool) {
        #expect(Self.issues(.range(0...150), age).map(\.code) == (isRight ? [] : ["range"]))
    }

    @Test
    func `ranges may be open on one side and exist for every number, instants and durations`() {
        #expect(Self.issues(.range(1...), UInt8(0)).map(\.message) == ["Must be at least 1."])
        #expect(Self.issues(.range(...UInt64.max), UInt64.max).isEmpty)
        #expect(Self.issues(.range(...5), 6).map(\.message) == ["Must be at most 5."])
        #expect(Self.issues(.range(0.5...1.5), 1.6).map(\.message) == ["Must be from 0.5 to 1.5."])
        #expect(Self.issues(.range(0.5...), 0.4).map(\.message) == ["Must be at least 0.5."])
        #expect(Self.issues(.range(...0.5), 0.6).map(\.message) == ["Must be at most 0.5."])
        #expect(Self.issues(.range(...0.5), 0.5).isEmpty)
        let epoch = Instant(microseconds: 0)
        let later = Instant(microseconds: 1)
        #expect(Self.issues(.range(epoch...later), later).isEmpty)
        #expect(
            Self.issues(.range(later...), epoch).map(\.message) == ["Must be at least 1970-01-01T00:00:00.000001Z."]
        )
        #expect(Self.issues(.range(...epoch), later).map(\.message) == ["Must be at most 1970-01-01T00:00:00.000000Z."])
        #expect(Self.issues(.range(.zero ... .seconds(1)), Duration.seconds(1)).isEmpty)
        #expect(Self.issues(.range(.zero...), Duration.seconds(-1)).map(\.message) == ["Must be at least PT0S."])
        #expect(Self.issues(.range(...Duration.seconds(90)), .seconds(91)).map(\.message) == ["Must be at most PT90S."])
    }

    @Test(arguments: [" a", "a ", "\ta", "a\n", "\u{A0}a", "a\u{3000}", " ", "\u{2028}"])
    func `S4-136 surrounding white space is an error and is not cut`(_ value: String) {
        #expect(text(.trimmed, value) == ["trimmed"])
    }

    @Test(arguments: ["", "a", "a b", "a\u{200B}"])
    func `inner white space is no error`(_ value: String) {
        #expect(text(.trimmed, value) == [])
    }

    @Test(arguments: [
        "a@b.cd", "ada.lovelace+kit@example.org", "x_y-z@sub.domain.example", "1@2.example", "o'brien@example.ie",
        "a@xn--bcher-kva.example", "A@B.CD", "a@b-c.de",
    ])
    func `S4-134 an address is accepted`(_ value: String) {
        #expect(text(.email, value) == [])
    }

    @Test(arguments: [
        "", "a", "@", "a@", "@b.cd", "a@b", "a@b.", "a@.cd", "a@b..cd", "a@@b.cd", "a b@c.de", "a@b c.de", ".a@b.cd",
        "a.@b.cd",
        "a..b@c.de", "a@-b.cd", "a@b-.cd", "a@b.c", "a@b.12", "a@[127.0.0.1]", "\"a\"@b.cd", "a@b.cd ", " a@b.cd",
        "a@b.cd\n",
        "<a@b.cd>", "a@b_c.de", "é@b.cd", "a@bücher.de", "a,b@c.de", "a@b.cd,c@d.ef", "a(b)@c.de", "a@b.c-",
    ])
    func `F-35 S3-08 what is no address is refused`(_ value: String) {
        #expect(text(.email, value) == ["email"])
    }

    @Test
    func `an address has limits`() {
        let local = String(repeating: "l", count: 64)
        let label = String(repeating: "d", count: 63)
        #expect(text(.email, "\(local)@\(label).de") == [])
        #expect(text(.email, "l\(local)@b.de") == ["email"])
        #expect(text(.email, "a@d\(label).de") == ["email"])
        #expect(text(.email, "a@\(label).\(label).\(label).\(label)") == ["email"])
        #expect(text(.email, "\(local)@\(label).\(label).\(label)") == ["email"])
    }

    @Test
    func `a choice of texts is compared by code points`() {
        #expect(text(.oneOf("asc", "desc"), "asc") == [])
        #expect(text(.oneOf("asc", "desc"), "ASC") == ["choice"])
        #expect(text(.oneOf("é"), "e\u{301}") == ["choice"])
        #expect(Self.issues(.oneOf("a", "b"), "c").map(\.message) == [#"Must be one of "a", "b"."#])
        #expect(decoded(Colour.self, #""green""#).value == .green)
        #expect(
            decoded(Colour.self, #""Green""#).error?.issues.first?.message == #"Must be one of "red", "green", "blue"."#
        )
        #expect(decoded(Colour.self, "1").issues == [" type"])
    }

    @Test
    func `collections have counts`() {
        #expect(Self.issues(.count(1...2), [1, 2]).isEmpty)
        #expect(Self.issues(.count(1...2), [Int]()).map(\.message) == ["Must have 1 to 2 items."])
        #expect(Self.issues(.count(2...2), [1]).map(\.message) == ["Must have exactly 2 items."])
        #expect(Self.issues(.count(1...), [String: Int]()).map(\.message) == ["Must have at least 1 items."])
        #expect(Self.issues(.count(...1), ["a": 1, "b": 2]).map(\.message) == ["Must have 0 to 1 items."])
    }

    @Test
    func `own rules have own names, and every broken rule is told`() {
        let even = Rule<Int>.custom("even", "Must be even.") { $0.isMultiple(of: 2) }
        #expect(Self.issues(even, 2).isEmpty)
        #expect(Self.issues(.all(even, .range(...2)), 3).map(\.code) == ["even", "range"])
        #expect(Self.issues(.none, 3).isEmpty)
    }

    @Test
    func `rules reach the value of a secret`() {
        #expect(decoded(Password.self, #"{"password":"1234567"}"#).issues == ["password length"])
        #expect(decoded(Password.self, #"{"password":"12345678"}"#).value?.password.reveal() == "12345678")
        #expect(decoded(Password.self, #"{"password":12345678}"#).issues == ["password type"])
    }

    @Test
    func `values break no rule of another type`() {
        let rules = Rule<String>.length(1...1)
        #expect(Self.issues(rules, "a").isEmpty)
        #expect(decoded(FourRules.self, #"{"v":" x"}"#).issues == ["v length", "v trimmed", "v email", "v choice"])
    }

    struct Password: Payload {
        var password: Secret<String>
        init(reading fields: inout some FieldReader) { password = fields.required("password", .length(8...72)) }
        func write(to object: inout ObjectWriter) { object.field("password", password) }
    }

    struct FourRules: Payload {
        var v: String
        init(reading fields: inout some FieldReader) {
            v = fields.required("v", .length(3...), .trimmed, .email, .oneOf("a"))
        }
        func write(to object: inout ObjectWriter) { object.field("v", v) }
    }

    enum Carrier {
        @TaskLocal static var rule: (any Sendable)?
    }

    struct Carried<Value: FieldValue>: Payload {
        var v: Value
        init(reading fields: inout some FieldReader) {
            v = fields.required("v", Carrier.rule as? Rule<Value> ?? .none)
        }
        func write(to object: inout ObjectWriter) { object.field("v", v) }
    }
}
