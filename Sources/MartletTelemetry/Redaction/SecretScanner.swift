/// Finds text that has the shape of a secret.
///
/// Every shape hangs on one byte (``triggers``), around which the scanner looks back and ahead. Looking back ends at
/// `floor`, behind what is already masked.
enum SecretScanner {
    /// The bytes at which a shape may be found.
    static let triggers = Array(":= @J-0123456789".utf8)

    /// Returns the range to mask for the trigger at an index; nil when there is nothing.
    static func secret(
        at index: Int,
        in text: borrowing Span<UInt8>,
        from floor: Int,
        hidesPersonal: Bool
    ) -> Range<Int>? {
        switch text[index] {
        case UInt8(ascii: ":"):
            botToken(at: index, in: text, from: floor) ?? userInformation(at: index, in: text)
                ?? namedValue(at: index, in: text, from: floor)
        case UInt8(ascii: "="): namedValue(at: index, in: text, from: floor)
        case UInt8(ascii: " "): credentials(at: index, in: text, from: floor)
        case UInt8(ascii: "J"): webToken(at: index, in: text, from: floor)
        case UInt8(ascii: "-"): privateKey(at: index, in: text)
        case UInt8(ascii: "@"): hidesPersonal ? mailAddress(at: index, in: text, from: floor) : nil
        default: CardNumber.range(at: index, in: text)
        }
    }

    /// Tells whether a byte may stand in a token: a letter, a digit, `_` or `-`.
    static func isWordByte(_ byte: UInt8) -> Bool {
        isAlphanumeric(byte) || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
    }

    static func isDigit(_ byte: UInt8) -> Bool {
        byte &- UInt8(ascii: "0") < 10
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        isDigit(byte) || (byte | 0x20) &- UInt8(ascii: "a") < 26
    }

    private static func isSpace(_ byte: UInt8) -> Bool {
        byte <= 0x20
    }

    /// `123456789:AA…`, six digits or more, a colon, thirty characters or more.
    private static func botToken(at colon: Int, in text: borrowing Span<UInt8>, from floor: Int) -> Range<Int>? {
        var start = colon
        while start > floor, colon - start < 20, isDigit(text[start - 1]) { start -= 1 }
        guard colon - start >= 6 else { return nil }
        var end = colon + 1
        while end < text.count, isWordByte(text[end]) { end += 1 }
        return end - colon > 30 ? start..<end : nil
    }

    /// The password of `scheme://user:password@host`, or the whole of a lone user, which is a token then.
    private static func userInformation(at colon: Int, in text: borrowing Span<UInt8>) -> Range<Int>? {
        let start = colon + 3
        guard start < text.count, text[colon + 1] == UInt8(ascii: "/"), text[colon + 2] == UInt8(ascii: "/")
        else { return nil }
        var separator: Int?
        var last: Int?
        var isBehindPort = false
        var index = start
        while index < text.count, index - start < 1024 {
            let byte = text[index]
            if isSpace(byte) || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") { break }
            if byte == UInt8(ascii: "/") {
                // Passwords are found with a slash in them; `host:8080/…` and `host/…` end the search.
                guard let separator, separator + 1 < index else { break }
                for digit in separator + 1..<index where !isDigit(text[digit]) { isBehindPort = true }
                guard isBehindPort else { break }
            }
            if byte == UInt8(ascii: ":"), separator == nil { separator = index }
            if byte == UInt8(ascii: "@") { last = index }
            index += 1
        }
        guard let last else { return nil }
        let from = separator.map { $0 < last ? $0 + 1 : start } ?? start
        return from < last && !isMask(from..<last, in: text) ? from..<last : nil
    }

    /// The value of `name=value`, `name: value` and `"name":"value"` whose name is a secret's.
    private static func namedValue(at sign: Int, in text: borrowing Span<UInt8>, from floor: Int) -> Range<Int>? {
        var end = sign
        while end > floor, sign - end < 4, isQuote(text[end - 1]) || text[end - 1] == UInt8(ascii: " ") { end -= 1 }
        var start = end
        while start > floor, end - start < 64, isWordByte(text[start - 1]) || text[start - 1] == UInt8(ascii: ".") {
            start -= 1
        }
        guard end - start >= 3, FieldKind(name: text, in: start..<end) == .secret else { return nil }
        var from = sign + 1
        while from < text.count, text[from] == UInt8(ascii: " ") { from += 1 }
        var isQuoted = false
        while from < text.count, isQuote(text[from]) {
            isQuoted = true
            from += 1
        }
        let to = Self.end(ofValueFrom: from, isQuoted: isQuoted, in: text)
        return from < to && !isMask(from..<to, in: text) ? from..<to : nil
    }

    private static func end(ofValueFrom start: Int, isQuoted: Bool, in text: borrowing Span<UInt8>) -> Int {
        var index = start
        while index < text.count {
            let byte = text[index]
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") { break }
            if isQuoted && byte == UInt8(ascii: "\\"), index + 1 < text.count, isQuote(text[index + 1]) { break }
            if !isQuoted {
                if byte == UInt8(ascii: " "), isScheme(start..<index, in: text) {
                    index += 1
                    continue
                }
                if isSpace(byte) || byte == UInt8(ascii: "&") || byte == UInt8(ascii: ",") || byte == UInt8(ascii: ";")
                {
                    break
                }
            }
            index += 1
        }
        return index
    }

    /// The credentials behind `Bearer ` and `Basic `.
    private static func credentials(at space: Int, in text: borrowing Span<UInt8>, from floor: Int) -> Range<Int>? {
        let last = space > floor ? text[space - 1] | 0x20 : 0
        guard last == UInt8(ascii: "r") || last == UInt8(ascii: "c") else { return nil }
        var start = space
        while start > floor, space - start < 8, isAlphanumeric(text[start - 1]) { start -= 1 }
        guard isScheme(start..<space, in: text) else { return nil }
        var end = space + 1
        var isProse = last == UInt8(ascii: "c")
        while end < text.count, !isSpace(text[end]), !isQuote(text[end]), text[end] != UInt8(ascii: ",") {
            if text[end] &- UInt8(ascii: "a") >= 26 { isProse = false }
            end += 1
        }
        return end - space > 8 && !isProse ? space + 1..<end : nil
    }

    private static func isScheme(_ range: Range<Int>, in text: borrowing Span<UInt8>) -> Bool {
        matches("bearer", range, in: text) || matches("basic", range, in: text)
    }

    /// Compares in any case.
    private static func matches(_ word: String, _ range: Range<Int>, in text: borrowing Span<UInt8>) -> Bool {
        guard word.utf8.count == range.count else { return false }
        var index = range.lowerBound
        for byte in word.utf8 {
            guard text[index] | 0x20 == byte else { return false }
            index += 1
        }
        return true
    }

    /// `eyJ….….…`, which is `{"` in base64url.
    private static func webToken(at index: Int, in text: borrowing Span<UInt8>, from floor: Int) -> Range<Int>? {
        let start = index - 2
        guard start >= floor, text[start] == UInt8(ascii: "e"), text[start + 1] == UInt8(ascii: "y") else { return nil }
        var end = index + 1
        var dots = 0
        while end < text.count, isWordByte(text[end]) || text[end] == UInt8(ascii: ".") {
            if text[end] == UInt8(ascii: ".") { dots += 1 }
            end += 1
        }
        return dots > 0 && end - start >= 20 ? start..<end : nil
    }

    /// `-----BEGIN … PRIVATE KEY-----` and everything behind it.
    private static func privateKey(at index: Int, in text: borrowing Span<UInt8>) -> Range<Int>? {
        let opening = "-----begin "
        let end = index + opening.utf8.count
        guard end <= text.count else { return nil }
        guard matches(opening, index..<end, in: text) else { return nil }
        return index..<text.count
    }

    private static func mailAddress(at sign: Int, in text: borrowing Span<UInt8>, from floor: Int) -> Range<Int>? {
        var start = sign
        while start > floor, sign - start < 64, isMailByte(text[start - 1]) { start -= 1 }
        var end = sign + 1
        var dots = 0
        while end < text.count,
            isAlphanumeric(text[end]) || text[end] == UInt8(ascii: "-") || text[end] == UInt8(ascii: ".")
        {
            if text[end] == UInt8(ascii: ".") { dots += 1 }
            end += 1
        }
        return start < sign && dots > 0 && end - sign > 3 ? start..<end : nil
    }

    private static func isMailByte(_ byte: UInt8) -> Bool {
        isWordByte(byte) || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "+") || byte >= 0x80
    }

    private static func isQuote(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\\")
    }

    private static func isMask(_ range: Range<Int>, in text: borrowing Span<UInt8>) -> Bool {
        guard range.count == 3 else { return false }
        for index in range where text[index] != UInt8(ascii: "*") { return false }
        return true
    }
}
