import Martlet
import NIOCore
@testable import StandIns
import Testing

struct BotParametersUnitTests {
    private func parameters(_ type: String?, _ body: String, query: String? = nil) throws -> BotParameters {
        try BotParameters(query: query.map { $0[...] }, contentType: type, body: ByteBuffer(string: body))
    }

    private static let multipart = """
        preamble\r
        --b-1\r
        Content-Disposition: form-data; name="chat_id"\r
        \r
        7\r
        --b-1\r
        content-disposition: form-data; name=text\r
        \r
        a + b & "c"\r
        --b-1\r
        Content-Disposition: form-data; name="reply_markup"\r
        Content-Type: application/json\r
        \r
        {"inline_keyboard":[[{"text":"ü"}]]}\r
        --b-1\r
        Content-Disposition: form-data; name="photo"; filename="a \\"b\\".png"\r
        Content-Type: image/png\r
        \r
        \r
        --b-2\r
        \r
        --b-1--\r

        """

    @Test(arguments: [
        (
            "application/json",
            #"{"chat_id":7,"text":"a + b & \"c\"","reply_markup":{"inline_keyboard":[[{"text":"ü"}]]}}"#
        ),
        (
            "application/json; charset=utf-8",
            #"{"chat_id":"7","text":"a + b & \"c\"","x":null,"reply_markup":"{\"inline_keyboard\":[[{\"text\":\"ü\"}]]}"}"#
        ),
        (
            "application/x-www-form-urlencoded",
            "chat_id=7&text=a+%2B+b+%26+%22c%22&reply_markup=%7b%22inline_keyboard%22:[[{%22text%22:%22%C3%BC%22}]]}"
        ),
        ("multipart/form-data; boundary=b-1", multipart),
        ("Multipart/Form-Data; charset=x; boundary=\"b-1\"", multipart),
    ])
    func `the same parameters come in JSON, urlencoded and multipart`(type: String, body: String) throws {
        let parameters = try parameters(type, body)
        #expect(parameters.integer("chat_id") == 7)
        #expect(parameters.text("text") == #"a + b & "c""#)
        let markup = try #require(parameters.json("reply_markup", as: RawJSON.self))
        #expect(markup.description == #"{"inline_keyboard":[[{"text":"ü"}]]}"#)
        #expect(parameters.text("x") == nil)
    }

    @Test func `a query carries parameters too, and the body has the last word`() throws {
        let parameters = try parameters("application/x-www-form-urlencoded", "b=2", query: "a=1+1&b=1&c=&flag=True")
        #expect(parameters.text("a") == "1 1" && parameters.text("b") == "2" && parameters.text("c") == nil)
        #expect(parameters.flag("flag") && !parameters.flag("a"))
    }

    @Test func `a file comes under its own name or the one that is attached, byte for byte`() throws {
        let parameters = try parameters("multipart/form-data; boundary=b-1", Self.multipart)
        let photo = try #require(parameters.upload("photo"))
        #expect(photo.name == #"a "b".png"# && photo.contentType == "image/png")
        #expect(String(buffer: photo.bytes) == "\r\n--b-2\r\n")
        #expect(parameters.upload("document") == nil)
        let attached = Self.multipart.replacing(
            "name=text\r\n\r\na + b & \"c\"",
            with: "name=document\r\n\r\nattach://photo"
        )
        #expect(
            try self.parameters("multipart/form-data; boundary=b-1", attached).upload("document")?.name == photo.name
        )
    }

    @Test(arguments: [
        ("application/json", "["), ("application/json", "[]"), ("application/json", #"{"a":1,"a":2}"#),
        ("application/x-www-form-urlencoded", "a=%"), ("application/x-www-form-urlencoded", "a=%+1"),
        ("application/x-www-form-urlencoded", "a=%2"), ("application/x-www-form-urlencoded", "a=%ff"),
        ("application/x-www-form-urlencoded", String(repeating: "a=1&", count: 101)),
        ("multipart/form-data", multipart), ("multipart/form-data; boundary=", multipart),
        ("multipart/form-data; boundary=b-3", multipart), ("multipart/form-data; boundary=b-1", "--b-1\r\n"),
        ("multipart/form-data; boundary=b-1", String(multipart.prefix(200))),
        ("multipart/form-data; boundary=b-1", multipart.replacing("name=text", with: "nix=text")),
        (
            "multipart/form-data; boundary=b",
            String(repeating: "--b\r\nContent-Disposition: x; name=a\r\n\r\n\r\n", count: 101) + "--b--"
        ),
    ])
    func `a body that is not what it says is refused`(type: String, body: String) {
        #expect(throws: BotRefusal.self) { try parameters(type, body) }
    }
}
