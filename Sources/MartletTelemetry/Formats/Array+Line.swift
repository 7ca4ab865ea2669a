extension [UInt8] {
    /// Appends a text as it is.
    mutating func append(_ text: String) {
        append(contentsOf: text.utf8)
    }

    /// Appends a constant text as it is.
    mutating func append(_ text: StaticString) {
        append(contentsOf: text.description.utf8)
    }

    /// Appends a number with leading zeros.
    mutating func append(_ number: Int64, width: Int) {
        var divisor: Int64 = 1
        for _ in 1..<width { divisor *= 10 }
        while divisor > 0 {
            append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number / divisor % 10))
            divisor /= 10
        }
    }

    /// Appends a text as JSON escapes it, of at most `limit` bytes; what is longer is cut and ends in `…`.
    ///
    /// Control characters are escaped, those of the C1 block too, so that a line can neither end early nor steer a
    /// terminal.
    mutating func appendEscaped(_ text: borrowing Span<UInt8>, limit: Int) {
        let end = count + limit
        var run = 0
        var index = 0
        while index < text.count {
            guard count + index - run < end else {
                appendCut(text, run..<index)
                return
            }
            let byte = text[index]
            let isPlain =
                byte >= 0x20 && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\") && byte != 0x7F && byte != 0xC2
            guard !isPlain else {
                index += 1
                continue
            }
            if byte == 0xC2 {
                guard index + 1 < text.count, text[index + 1] < 0xA0 else {
                    index += 2
                    continue
                }
                append(text, run..<index)
                appendUnicodeEscape(text[index + 1])
                index += 1
            } else {
                append(text, run..<index)
                appendEscape(byte)
            }
            index += 1
            run = index
        }
        append(text, run..<text.count)
    }

    /// Appends bytes of a text.
    mutating func append(_ text: borrowing Span<UInt8>, _ range: Range<Int>) {
        // The buffer is valid within the closure and only copied from.
        unsafe text.extracting(range).withUnsafeBufferPointer { unsafe append(contentsOf: $0) }
    }

    /// Appends bytes of a text up to the last whole character, and an ellipsis.
    private mutating func appendCut(_ text: borrowing Span<UInt8>, _ range: Range<Int>) {
        var end = range.upperBound
        while end > range.lowerBound, end < text.count, text[end] & 0xC0 == 0x80 { end -= 1 }
        append(text, range.lowerBound..<end)
        append("…" as StaticString)
    }

    private mutating func appendEscape(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\""): append("\\\"" as StaticString)
        case UInt8(ascii: "\\"): append("\\\\" as StaticString)
        case UInt8(ascii: "\n"): append("\\n" as StaticString)
        case UInt8(ascii: "\r"): append("\\r" as StaticString)
        case UInt8(ascii: "\t"): append("\\t" as StaticString)
        default: appendUnicodeEscape(byte)
        }
    }

    private mutating func appendUnicodeEscape(_ byte: UInt8) {
        append("\\u00" as StaticString)
        for digit in [byte >> 4, byte & 15] {
            append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
        }
    }
}
