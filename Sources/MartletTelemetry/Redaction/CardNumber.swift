/// Finds payment card numbers: 13 to 19 digits, also in groups, of a known issuer and with a right check digit.
enum CardNumber {
    /// Returns the range of the card number that begins at an index.
    static func range(at start: Int, in text: borrowing Span<UInt8>) -> Range<Int>? {
        if start > 0, SecretScanner.isDigit(text[start - 1]) { return nil }
        var digits: UInt64 = 0
        var count = 0
        var index = start
        var found: Range<Int>?
        while index < text.count, count <= 19 {
            let byte = text[index]
            if SecretScanner.isDigit(byte) {
                count += 1
                if count <= 19 { digits = digits &* 10 &+ UInt64(byte - UInt8(ascii: "0")) }
                let isEnd = index + 1 == text.count || !SecretScanner.isDigit(text[index + 1])
                if isEnd, (13...19).contains(count), isIssued(digits, count: count), hasCheckDigit(digits) {
                    found = start..<index + 1
                }
            } else {
                let isSeparator = byte == UInt8(ascii: " ") || byte == UInt8(ascii: "-")
                guard isSeparator, SecretScanner.isDigit(text[index - 1]) else { break }
            }
            index += 1
        }
        return found
    }

    /// Visa, Mastercard, Mir, American Express, Diners, JCB, Discover, UnionPay and Maestro.
    private static func isIssued(_ digits: UInt64, count: Int) -> Bool {
        var prefix = digits
        while prefix >= 10_000 { prefix /= 10 }
        return switch prefix {
        case 4000...4999: [13, 16, 19].contains(count)
        case 5100...5599, 2221...2720: count == 16
        case 2200...2204: count >= 16
        case 3400...3499, 3700...3799: count == 15
        case 3000...3059, 3600...3699, 3800...3999: count >= 14
        case 3528...3589: count >= 16
        case 6011, 6200...6299, 6440...6599: count >= 16
        case 5018, 5020, 5038, 5893, 6304, 6759, 6761...6763: true
        default: false
        }
    }

    /// Luhn's sum.
    private static func hasCheckDigit(_ digits: UInt64) -> Bool {
        var rest = digits
        var sum: UInt64 = 0
        var isDoubled = false
        while rest > 0 {
            let digit = rest % 10
            sum += isDoubled ? (digit > 4 ? digit * 2 - 9 : digit * 2) : digit
            isDoubled.toggle()
            rest /= 10
        }
        return sum % 10 == 0
    }
}
