import Martlet

/// A text in the part of HTML that Telegram understands.
enum HTMLText {
    /// What an element marks its text as.
    private static let types = [
        "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline",
        "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough", "code": "code", "pre": "pre",
        "a": "text_link", "blockquote": "blockquote", "tg-spoiler": "spoiler", "span": "spoiler",
    ]

    /// An element that has begun; the offsets count units of UTF-16.
    private struct Open {
        let tag: String
        let offset: Int
        let url: String?
    }

    static func read(_ html: String) throws(BotRefusal) -> ChatText {
        var plain = ""
        var open: [Open] = []
        var entities: [(offset: Int, json: RawJSON)] = []
        var rest = html[...]
        while let character = rest.first {
            switch character {
            case "&": plain += reference(in: &rest)
            case "<":
                let position = html.utf8.distance(from: html.startIndex, to: rest.startIndex)
                guard let match = rest.prefixMatch(of: /<(\/?)([A-Za-z-]+)((?:\s+[^>]*)?)>/) else {
                    throw unparsable("Unclosed start tag at byte offset \(position)")
                }
                rest = rest[match.range.upperBound...]
                let tag = match.output.2.lowercased()
                guard let type = types[tag] else {
                    throw unparsable("Unsupported start tag \"\(tag)\" at byte offset \(position)")
                }
                guard match.output.1 == "/" else {
                    let url = match.output.3.firstMatch(of: /href="([^"]*)"/).map { String($0.output.1) }
                    open.append(Open(tag: tag, offset: plain.utf16.count, url: url))
                    continue
                }
                guard let start = open.popLast(), start.tag == tag else {
                    throw unparsable("Unexpected end tag at byte offset \(position)")
                }
                let length = plain.utf16.count - start.offset
                if length > 0 { entities.append((start.offset, entity(type, start.offset, length, url: start.url))) }
            default:
                plain.append(character)
                rest.removeFirst()
            }
        }
        if let last = open.last { throw unparsable("Can't find end tag corresponding to start tag \"\(last.tag)\"") }
        return ChatText(plain, entities: entities.sorted { $0.offset < $1.offset }.map(\.json))
    }

    private static func entity(_ type: String, _ offset: Int, _ length: Int, url: String?) -> RawJSON {
        .object { object in
            object.field("type", type)
            object.field("offset", offset)
            object.field("length", length)
            object.field("url", url)
        }
    }

    /// Takes a character that is written by its name or number.
    private static func reference(in rest: inout Substring) -> String {
        let names = ["lt": "<", "gt": ">", "amp": "&", "quot": "\""]
        if let match = rest.prefixMatch(of: /&(?:([a-z]+)|#([0-9]+)|#x([0-9A-Fa-f]+));/) {
            let (_, name, decimal, hexadecimal) = match.output
            let number = decimal.flatMap { UInt32($0) } ?? hexadecimal.flatMap { UInt32($0, radix: 16) }
            let text = name.flatMap { names[String($0)] } ?? number.flatMap(Unicode.Scalar.init).map { String($0) }
            if let text {
                rest = rest[match.range.upperBound...]
                return text
            }
        }
        return String(rest.removeFirst())
    }

    private static func unparsable(_ reason: String) -> BotRefusal {
        .badRequest("can't parse entities: \(reason)")
    }
}
