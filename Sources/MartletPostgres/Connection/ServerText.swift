import MartletContext

/// Reads values from the text that the server writes them as.
enum ServerText {
    /// Reads decimal digits.
    static func integer(_ text: UnsafeRawBufferPointer) -> Int64? {
        let isNegative = unsafe text.first == UInt8(ascii: "-")
        var number: Int64 = 0
        for position in (isNegative ? 1 : 0)..<text.count {
            guard let digit = unsafe digit(text[position]) else { return nil }
            let (tens, hasOverflown) = number.multipliedReportingOverflow(by: 10)
            // Counted below zero, where there is one number more.
            let (sum, isTooLarge) = tens.subtractingReportingOverflow(digit)
            guard !hasOverflown, !isTooLarge else { return nil }
            number = sum
        }
        return isNegative ? number : (number == .min ? nil : -number)
    }

    /// Reads bytes in hexadecimal form, `\x` in front.
    static func bytes(_ text: UnsafeRawBufferPointer) -> [UInt8]? {
        guard text.count >= 2, text.count % 2 == 0, unsafe text[0] == UInt8(ascii: "\\") else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count / 2 - 1)
        for position in stride(from: 2, to: text.count, by: 2) {
            guard let high = nibble(unsafe text[position]), let low = nibble(unsafe text[position + 1]) else {
                return nil
            }
            bytes.append(high << 4 | low)
        }
        return bytes
    }

    /// Reads an instant in ISO form with the offset of UTC, such as `2026-11-21 08:00:00.5+00`.
    static func instant(_ text: UnsafeRawBufferPointer) -> Instant? {
        var text = unsafe String(decoding: text, as: UTF8.self)
        guard text.hasSuffix("+00"), let space = text.firstIndex(of: " ") else { return nil }
        text.replaceSubrange(space...space, with: "T")
        return Instant(text.dropLast(3) + "Z")
    }

    private static func digit(_ byte: UInt8) -> Int64? {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) ? Int64(byte - UInt8(ascii: "0")) : nil
    }

    private static func nibble(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        default: nil
        }
    }
}
