import MartletPayload
import NIOCore
import Testing

/// Which page is asked for.
@Suite struct PageBoundsUnitTests {
    struct GetPage: Payload {
        var status: String?
        var bounds: PageBounds

        init(reading fields: inout some FieldReader) {
            status = fields.optional("status")
            bounds = PageBounds(reading: &fields)
        }

        func write(to object: inout ObjectWriter) {
            object.field("status", status)
            bounds.write(to: &object)
        }
    }

    @Test func `S4-121 a page has ten items from the first one on unless something else is asked for`() throws {
        let bounds = try JSON.decode(PageBounds.self, from: ByteBuffer(string: "{}"))
        #expect(bounds == PageBounds(limit: 10, offset: 0))
    }

    @Test(arguments: [("{\"limit\":1}", 1, 0), ("{\"limit\":100,\"offset\":7,\"status\":\"a\"}", 100, 7)])
    func `a payload reads the bounds beside its own fields`(json: String, limit: Int, offset: Int) throws {
        let payload = try JSON.decode(GetPage.self, from: ByteBuffer(string: json))
        #expect(payload.bounds == PageBounds(limit: limit, offset: offset))
        #expect(try JSON.decode(GetPage.self, from: JSON.encode(payload)).bounds == payload.bounds)
    }

    @Test(arguments: ["{\"limit\":0}", "{\"limit\":101}", "{\"offset\":-1}"])
    func `S4-121 other numbers are refused`(json: String) {
        #expect(throws: PayloadError.self) { try JSON.decode(PageBounds.self, from: ByteBuffer(string: json)) }
    }

    @Test(arguments: [(1, 0, true), (100, 5, true), (0, 0, false), (101, 0, false), (1, -1, false)])
    func `bounds made in code can be asked whether they are valid`(limit: Int, offset: Int, isValid: Bool) {
        #expect(PageBounds(limit: limit, offset: offset).isValid == isValid)
    }

    @Test func `a page of what is no payload can be made into one that is`() throws {
        struct Row {
            var title: String
        }
        let page = Page(items: [Row(title: "a")], total: 7, limit: 1, offset: 3).map(\.title)
        #expect(try String(buffer: JSON.encode(page)) == #"{"items":["a"],"total":7,"limit":1,"offset":3}"#)
    }

    @Test func `raw JSON is made of a text and decoded`() throws {
        #expect(try RawJSON(text: "[1, 2]").decode([Int].self) == [1, 2])
        #expect(throws: PayloadError.self) { try RawJSON(text: "[1,") }
        #expect(throws: PayloadError.self) { try RawJSON(text: "[1]").decode(String.self) }
    }
}
