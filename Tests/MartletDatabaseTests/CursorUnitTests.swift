import MartletContext
@testable import MartletDatabase
import MartletPayload
import Testing

/// The text of a cursor, which clients keep and bring back.
@Suite struct CursorUnitTests {
    private static let key: [CursorValue] = [
        .null, .integer(.min), .real(0.1), .real(-.infinity), .instant(Instant(microseconds: 1)), .text(""),
        .text("a\"\\\u{7}Ä🪶"), .bytes([]), .bytes([0, 255, 128]),
    ]

    @Test func `a cursor is read back from its text, which is safe in a URL`() throws {
        let cursor = Cursor(order: .min, key: Self.key)
        #expect(Cursor(text: cursor.text) == cursor)
        let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
        #expect(cursor.text.allSatisfy(letters.contains))
        #expect(cursor.description == cursor.text)
    }

    @Test(arguments: [
        "", "A", "=", "null", "%%", "[\"1\",\"n\"]", "WyIxIiwibiJd=", "WyIxIiwibiJe", "🪶",
        String(repeating: "A", count: 4000),
    ])
    func `a text that is none is no cursor`(text: String) {
        #expect(Cursor(text: text) == nil)
    }

    @Test(arguments: [
        #"["1"]"#, #"["1","x"]"#, #"["x","n"]"#, #"["1",null]"#, #"["1","n",1]"#, #"{"1":"n"}"#, #"["1","n"] "#,
        #"["1","n1"]"#, #"["1","i"]"#, #"["1","i1.5"]"#, #"["1","i99999999999999999999"]"#, #"["1","rx"]"#,
        #"["1","rnan"]"#,
        #"["1","t2026"]"#, #"["1","s\u0000"]"#, #"["1","b="]"#, #"["1",""]"#, #"["1","n""#, "[]",
    ])
    func `a document that is none is no cursor`(document: String) {
        #expect(Cursor(text: Base64URL.encode(document.utf8)) == nil)
    }

    @Test func `every cursor is told apart from one with a byte changed`() {
        let text = Cursor(order: 7, key: [.integer(5), .text("a")]).text
        var refused = 0
        for position in text.utf8.indices {
            for letter in "AZaz09-_!" where text[position] != letter {
                let changed = text.replacingCharacters(at: position, with: letter)
                guard let cursor = Cursor(text: changed) else {
                    refused += 1
                    continue
                }
                #expect(cursor != Cursor(order: 7, key: [.integer(5), .text("a")]))
            }
        }
        #expect(refused > 0)
    }

    @Test(arguments: 0...66)
    func `bytes are read back from their text`(count: Int) {
        let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 * 37 + count) }
        #expect(Base64URL.decode(Base64URL.encode(bytes)) == bytes)
    }

    @Test func `bounds and pages travel as JSON`() throws {
        let cursor = Cursor(order: 1, key: [.integer(5)])
        #expect(try RawJSON(text: "{}").decode(CursorBounds.self) == CursorBounds())
        let bounds = CursorBounds(limit: 100, after: cursor)
        #expect(try RawJSON(encoding: bounds).decode(CursorBounds.self) == bounds)
        let page = CursorPage(items: [1, 2], nextCursor: cursor).map { "\($0)" }
        #expect(try RawJSON(encoding: page).decode(CursorPage<String>.self) == page)
        #expect(try RawJSON(encoding: page).description == #"{"items":["1","2"],"next_cursor":"\#(cursor)"}"#)
    }

    @Test(arguments: [
        #"{"limit":0}"#, #"{"limit":101}"#, #"{"after":""}"#, #"{"after":5}"#, #"{"after":"WyIxIl0"}"#,
    ])
    func `bounds that are none are refused where they are read`(document: String) throws {
        let bounds = try RawJSON(text: document)
        #expect(throws: PayloadError.self) { try bounds.decode(CursorBounds.self) }
    }
}

extension String {
    fileprivate func replacingCharacters(at position: Index, with letter: Character) -> String {
        self[..<position] + String(letter) + self[index(after: position)...]
    }
}
