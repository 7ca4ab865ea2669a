import Martlet
import NIOCore
@testable import StandIns
import Testing

/// What texts become in a chat.
struct TelegramTextsUnitTests {
    private func entities(_ text: ChatText) throws -> [ReadEntity] {
        try text.entities.map { try JSON.decode(from: ByteBuffer(bytes: $0.bytes)) }
    }

    @Test func `HTML becomes a text with marks that count in UTF-16`() throws {
        let text = try HTMLText.read(
            "🙂 <b>bold <i>both</i></b> &lt;&#38;&#x21;&quot;&nbsp; <a href=\"https://a.b/?c=1\">link</a><u></u>"
        )
        #expect(text.plain == "🙂 bold both <&!\"&nbsp; link")
        #expect(
            try entities(text) == [
                ReadEntity("bold", 3, 9), ReadEntity("italic", 8, 4),
                ReadEntity("text_link", 24, 4, url: "https://a.b/?c=1"),
            ]
        )
    }

    @Test(arguments: [
        ("a <b", "Unclosed start tag at byte offset 2"),
        ("<blink>a</blink>", #"Unsupported start tag "blink" at byte offset 0"#),
        ("<b>a", #"Can't find end tag corresponding to start tag "b""#),
        ("a</b>", "Unexpected end tag at byte offset 1"),
        ("<b><i>a</b></i>", "Unexpected end tag at byte offset 7"), ("1 < 2", "Unclosed start tag at byte offset 2"),
    ])
    func `HTML that Telegram does not understand is refused in its words`(html: String, reason: String) {
        #expect(throws: BotRefusal.badRequest("can't parse entities: \(reason)")) { try HTMLText.read(html) }
    }

    @Test(arguments: [
        ("/start", [ReadEntity("bot_command", 0, 6)]),
        ("🙂 /help@AtelierBot /x", [ReadEntity("bot_command", 3, 16), ReadEntity("bot_command", 20, 2)]),
        ("a/b", []), ("/", []), ("", []),
    ])
    func `commands are marked in what a person writes`(text: String, marks: [ReadEntity]) throws {
        #expect(try entities(.typed(text)) == marks)
    }

    @Test func `the size of a PNG, a JPEG and a WebP is read, and of nothing else`() throws {
        let sizes = [SamplePicture.png(640, 480), SamplePicture.jpeg(640, 480), SamplePicture.webp(640, 480)].map {
            PictureSize(of: $0)
        }
        #expect(sizes.map { $0?.width } == [640, 640, 640] && sizes.map { $0?.height } == [480, 480, 480])
        #expect(sizes.map { $0?.contentType } == ["image/png", "image/jpeg", "image/webp"])
        for bytes in ["", "GIF89a", "RIFF", "\u{89}PNG", "<html>"] {
            #expect(PictureSize(of: ByteBuffer(string: bytes)) == nil)
        }
        for length in 0..<24 {
            for picture in [SamplePicture.png(640, 480), SamplePicture.webp(640, 480)] {
                #expect(PictureSize(of: try #require(picture.getSlice(at: 0, length: length))) == nil)
            }
        }
    }

    @Test(arguments: [(0, 5, false), (1, 20, true), (1, 21, false), (5000, 5000, true), (5001, 5000, false)])
    func `a picture that is too long or too large is not shown`(width: UInt32, height: UInt32, isShowable: Bool) throws
    {
        #expect(try #require(PictureSize(of: SamplePicture.png(width, height))).isShowable == isShowable)
    }

    @Test(arguments: [
        ("http://a", "http://a", "/"), ("https://a.b:1/c/d.png?e=f/g#h", "https://a.b:1", "/c/d.png"),
        ("HTTP://a/", "HTTP://a", "/"),
    ])
    func `a URL is cut into a server and a path`(url: String, base: String, path: String) throws {
        let address = try WebAddress(url)
        #expect(address.base == base && address.path.description == path)
    }

    @Test(arguments: [
        ("http://127.0.0.1:8081/hook", true), ("https://localhost", true), ("http://[::1]:1/", true),
        ("http://127.0.0.1.a/", false), ("http://localhost@a/", false), ("http://[::2]/", false),
    ])
    func `a URL leads to this machine by its host alone`(url: String, isOwn: Bool) throws {
        #expect(try WebAddress(url).isOnThisMachine == isOwn)
    }

    @Test(arguments: ["", "a", "ftp://a/b", "http:///b", "http://a b/", "file:///etc/passwd", "http://localhost:1@a/"])
    func `what is no URL of the web is refused`(url: String) {
        #expect(throws: Problem.self) { try WebAddress(url) }
    }
}
