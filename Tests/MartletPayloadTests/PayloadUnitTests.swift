import MartletContext
import MartletPayload
import NIOCore
import Testing

@Suite struct PayloadUnitTests {
    @Test
    func `S3-11 F-23 every wrong field is listed with path, code and message, and no value is repeated`() throws {
        let body = #"{"assignee":"hunter2","title":" hunter2","more":[1,{"hunter2":2}]}"#
        let error = decoded(Card.self, body).error
        #expect(
            error?.issues == [
                FieldIssue(path: "title", code: "trimmed", message: "Must not begin or end with white space."),
                FieldIssue(path: "assignee", code: "email", message: "Must be an e-mail address."),
                FieldIssue(path: "more", code: "unknown", message: "Is not a declared field."),
            ]
        )
        let problem = try JSON.encode(#require(error).problem).text
        #expect(!problem.contains("hunter2"))
        #expect(problem.contains(#""status":422"#))
    }

    @Test(arguments: [
        #"{"title":"a","assignee":"a@b.cd"}"#, #"{"assignee":"a@b.cd","title":"a"}"#,
        #" { "title" : "a" , "assignee" : "a@b.cd" } "#, #"{"\u0074itle":"\u0061","assignee":"a\u0040b.cd"}"#,
        #"{"assignee":"a@b.cd","\u0074itle":"a"}"#,
    ])
    func `fields are found in any order and under escaped names`(_ body: String) {
        #expect(decoded(Card.self, body).value == Card(title: "a", assignee: "a@b.cd"))
    }

    @Test(arguments: [
        (#"{}"#, ["title required"]), (#"{"title":null}"#, ["title type"]), (#"{"title":1}"#, ["title type"]),
        (#"{"title":""}"#, ["title length"]), (#"{"title":"a","title":"b"}"#, ["title duplicate"]),
        (#"{"title":"a","\u0074itle":"b"}"#, ["title duplicate"]),
        (#"{"x":1,"y":[]}"#, ["title required", "x unknown", "y unknown"]),
        (#"{"x":1,"title":"a","x":2}"#, ["x unknown", "x unknown"]), (#"[]"#, [" type"]), (#""a""#, [" type"]),
        (#"null"#, [" type"]), (#"{"assignee":"a@b.cd","assignee":"a@b.cd","title":"a"}"#, ["assignee duplicate"]),
        (#"{"titl\u00e9":1,"title":"a"}"#, ["titlé unknown"]),
        (#"{"title":{"a":[1]},"assignee":[]}"#, ["title type", "assignee type"]),
        ("{\"a\\u0000\\n\":1,\"title\":\"a\"}", ["a\u{FFFD}\u{FFFD} unknown"]),
    ])
    func `what is not declared is refused`(_ body: String, _ issues: [String]) {
        #expect(decoded(Card.self, body).issues == issues)
    }

    @Test
    func `a long unknown key is cut in the path`() {
        let key = String(repeating: "k", count: 1000)
        #expect(decoded(Card.self, #"{"title":"a","\#(key)":1}"#).issues == [key.prefix(64) + "… unknown"])
    }

    @Test
    func `at most a hundred issues are told, then that there are more`() {
        let hundred = (0..<100).map { "\"k\($0)\":1" }.joined(separator: ",")
        let error = decoded(Card.self, "{\"title\":\"a\",\(hundred)}").error
        #expect(error?.issues.count == 100)
        #expect(error?.isTruncated == false)
        let more = decoded(Card.self, "{\(hundred)}").error
        #expect(more?.issues.count == 100)
        #expect(more?.isTruncated == true)
    }

    @Test
    func `paths lead through arrays, dictionaries and payloads`() {
        let body = #"{"groups":[{"cards":{"a b":[{"title":"x"},{"title":""}]}},{},{"cards":{"c":[1,null,{}]}}]}"#
        let issues = [
            "groups[0].cards.a b[1].title length", "groups[1].cards required", "groups[2].cards.c[0] type",
            "groups[2].cards.c[1] type", "groups[2].cards.c[2].title required",
        ]
        #expect(decoded(Groups.self, body).issues == issues)
        #expect(decoded([Card].self, #"[{"title":1}]"#).issues == ["[0].title type"])
        #expect(decoded([String: Int].self, #"{"a":1,"b":"x","a":2}"#).issues == ["b type", "a duplicate"])
        #expect(decoded(Groups.self, #"{"groups":{}}"#).issues == ["groups type"])
        #expect(decoded([String: Int].self, "[]").issues == [" type"])
    }

    @Test
    func `a field out of order keeps its path and what follows it`() {
        let body = #"{"b":[{"title":""}],"x":1,"a":{"title":"a","zzz":1}}"#
        #expect(decoded(Pair.self, body).issues == ["a.zzz unknown", "b[0].title length", "x unknown"])
        #expect(decoded(Pair.self, #"{"b":[{"title":"b"}],"a":{"assignee":null,"title":"a"}}"#).value != nil)
    }

    @Test
    func `unknown fields are skipped where a payload asks for it, and nowhere below`() {
        #expect(
            decoded(Guest.self, #"{"x":{"a":[1,"b"]},"card":{"title":"a"},"y":null}"#).value?.card == Card(title: "a")
        )
        #expect(decoded(Guest.self, #"{"card":{"title":"a","x":1}}"#).issues == ["card.x unknown"])
        #expect(decoded(Guest.self, #"{"x":1,"x":2,"card":{"title":"a"},"card":{}}"#).issues == ["card duplicate"])
    }

    @Test
    func `absent, null and value are told apart in a partial update`() throws {
        #expect(decoded(Update.self, "{}").value == Update(name: .absent, age: .absent))
        #expect(decoded(Update.self, #"{"name":null,"age":3}"#).value == Update(name: .null, age: .value(3)))
        #expect(decoded(Update.self, #"{"name":1,"age":300}"#).issues == ["name type", "age range"])
        for update in [Update(name: .absent, age: .null), Update(name: .value("a"), age: .absent)] {
            #expect(try JSON.decode(from: JSON.encode(update)) == update)
        }
        #expect(Patch<Int>.absent.applied(to: 1) == 1)
        #expect(Patch<Int>.null.applied(to: 1) == nil)
        #expect(Patch.value(2).applied(to: 1) == 2)
    }

    @Test
    func `a default stands in for an absent field, not for null or a wrong one`() {
        #expect(decoded(Defaults.self, "{}").value?.limit == 20)
        #expect(decoded(Defaults.self, #"{"limit":5}"#).value?.limit == 5)
        #expect(decoded(Defaults.self, #"{"limit":null}"#).issues == ["limit type"])
        #expect(decoded(Defaults.self, #"{"limit":101}"#).issues == ["limit range"])
    }

    @Test
    func `S4-138 S4-139 a field is read by its name or its alias, not by both, and written by its name`() throws {
        #expect(decoded(Alias.self, #"{"display_name":"a"}"#).value?.name == "a")
        #expect(decoded(Alias.self, #"{"name":"a"}"#).value?.name == "a")
        #expect(decoded(Alias.self, #"{"name":"a","display_name":"b"}"#).issues == ["name duplicate"])
        #expect(decoded(Alias.self, #"{"name":1}"#).issues == ["display_name type"])
        #expect(try JSON.encode(Alias(name: "a")).text == #"{"display_name":"a"}"#)
    }

    @Test
    func `S4-130 a rule over several fields is judged once they are right`() {
        #expect(decoded(Span.self, #"{"from":1,"to":2}"#).value != nil)
        #expect(decoded(Span.self, #"{"from":2,"to":1}"#).issues == ["to order"])
        #expect(decoded(Span.self, #"{"from":2,"to":"x"}"#).issues == ["to type"])
        #expect(decoded(Span.self, #"{"to":1}"#).issues == ["from required"])
        #expect(decoded([Span].self, #"[{"to":1},{"from":2,"to":1}]"#).issues == ["[0].from required", "[1].to order"])
    }

    @Test
    func `a payload that is missing inside another is noted once`() {
        #expect(decoded(Pair.self, "{}").issues == ["a required", "b required"])
        #expect(decoded(Wrapped.self, "{}").issues == ["zoo required", "span required"])
        #expect(decoded(Tree.self, #"{"c":[{},{"c":[{}]}]}"#).value?.children.count == 2)
    }

    @Test
    func `nothing is decoded after the bytes stop being JSON`() {
        let error = decoded(Card.self, #"{"assignee":"x","#).error
        #expect(error?.code == .malformed)
        #expect(error?.issues == [])
    }

    @Test
    func `a required field of an optional type must be sent but may be null`() {
        #expect(decoded(Nullable.self, #"{"v":null}"#).value != nil)
        #expect(decoded(Nullable.self, #"{"v":1}"#).value?.value == 1)
        #expect(decoded(Nullable.self, "{}").issues == ["v required"])
        #expect(decoded(Nullable.self, #"{"v":"x"}"#).issues == ["v type"])
        #expect(decoded([Int?].self, #"[1,null,"x"]"#).error?.issues.first?.path == "[2]")
    }

    struct Groups: Payload {
        struct Group: Payload {
            var cards: [String: [Card]]
            init(reading fields: inout some FieldReader) { cards = fields.required("cards") }
            func write(to object: inout ObjectWriter) { object.field("cards", cards) }
        }

        var groups: [Group]
        init(reading fields: inout some FieldReader) { groups = fields.required("groups") }
        func write(to object: inout ObjectWriter) { object.field("groups", groups) }
    }

    struct Pair: Payload {
        var a: Card
        var b: [Card]

        init(reading fields: inout some FieldReader) {
            a = fields.required("a")
            b = fields.required("b")
        }

        func write(to object: inout ObjectWriter) {
            object.field("a", a)
            object.field("b", b)
        }
    }

    struct Guest: Payload {
        static let fieldPolicy = FieldPolicy.ignoringUnknown
        var card: Card
        init(reading fields: inout some FieldReader) { card = fields.required("card") }
        func write(to object: inout ObjectWriter) { object.field("card", card) }
    }

    struct Update: Payload, Equatable {
        var name: Patch<String>
        var age: Patch<Int>

        init(name: Patch<String>, age: Patch<Int>) {
            self.name = name
            self.age = age
        }

        init(reading fields: inout some FieldReader) {
            name = fields.patch("name")
            age = fields.patch("age", .range(0...150))
        }

        func write(to object: inout ObjectWriter) {
            object.field("name", name)
            object.field("age", age)
        }
    }

    struct Defaults: Payload {
        var limit: Int
        init(reading fields: inout some FieldReader) { limit = fields.optional("limit", .range(1...100), default: 20) }
        func write(to object: inout ObjectWriter) { object.field("limit", limit) }
    }

    struct Alias: Payload {
        var name: String
        init(name: String) { self.name = name }
        init(reading fields: inout some FieldReader) { name = fields.required("display_name", alias: "name") }
        func write(to object: inout ObjectWriter) { object.field("display_name", name) }
    }

    struct Span: Payload {
        var from: Int
        var to: Int

        init(reading fields: inout some FieldReader) {
            from = fields.required("from")
            to = fields.required("to")
            fields.check(from <= to, at: "to", code: "order", message: "Must not be less than from.")
        }

        func write(to object: inout ObjectWriter) {
            object.field("from", from)
            object.field("to", to)
        }
    }

    struct Wrapped: Payload {
        var zoo: Zoo
        var span: Span

        init(reading fields: inout some FieldReader) {
            zoo = fields.required("zoo")
            span = fields.required("span")
        }

        func write(to object: inout ObjectWriter) {
            object.field("zoo", zoo)
            object.field("span", span)
        }
    }

    struct Nullable: Payload {
        var value: Int?
        init(reading fields: inout some FieldReader) { value = fields.required("v") }
        func write(to object: inout ObjectWriter) { object.nullable("v", value) }
    }
}
