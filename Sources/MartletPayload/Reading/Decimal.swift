/// A number as JSON writes it, digit by digit: what it is worth is decided only when its type is known.
struct Decimal {
    /// More digits than any double needs to be rounded correctly (767), so that a further one only breaks ties.
    private static let digitLimit = 800

    private var isNegative = false
    /// The significant digits without leading and trailing zeros; empty for zero.
    private var digits: [UInt8] = []
    /// The power of ten of the last digit.
    private var exponent = 0

    /// Takes apart a number that the grammar of JSON accepts.
    init(_ bytes: ByteView, _ range: Range<Int>) {
        var position = range.lowerBound
        var isBehindPoint = false
        var zeros = 0
        var isSticky = false
        scan: while position < range.upperBound {
            let byte = bytes[position]
            position += 1
            switch byte {
            case UInt8(ascii: "-"): isNegative = true
            case UInt8(ascii: "."): isBehindPoint = true
            case UInt8(ascii: "e"), UInt8(ascii: "E"): break scan
            default:
                exponent -= isBehindPoint ? 1 : 0
                if byte == UInt8(ascii: "0") {
                    zeros += digits.isEmpty ? 0 : 1
                } else if digits.count + zeros >= Self.digitLimit {
                    let filling = Self.digitLimit - digits.count
                    digits.append(contentsOf: repeatElement(UInt8(ascii: "0"), count: filling))
                    zeros += 1 - filling
                    isSticky = true
                } else {
                    digits.append(contentsOf: repeatElement(UInt8(ascii: "0"), count: zeros))
                    digits.append(byte)
                    zeros = 0
                }
            }
        }
        exponent += zeros
        if isSticky {
            digits.append(UInt8(ascii: "1"))
            exponent -= 1
        }
        exponent += Self.explicitExponent(bytes, position..<range.upperBound)
    }

    /// Whether the number has no fraction.
    var isInteger: Bool { digits.isEmpty || exponent >= 0 }

    /// The number as an integer; nil when it does not fit.
    func integer<Number: FixedWidthInteger>() -> Number? {
        guard digits.count + exponent <= 39 || digits.isEmpty else { return nil }
        var magnitude: Number = 0
        let zeros = digits.isEmpty ? 0 : exponent
        for index in 0..<(digits.count + zeros) {
            let digit = index < digits.count ? Number(digits[index] - UInt8(ascii: "0")) : 0
            let (product, isOver) = magnitude.multipliedReportingOverflow(by: 10)
            let (sum, isFurtherOver) =
                isNegative
                ? product.subtractingReportingOverflow(digit) : product.addingReportingOverflow(digit)
            guard !isOver, !isFurtherOver else { return nil }
            magnitude = sum
        }
        return magnitude
    }

    /// The nearest double; infinite when it is out of range.
    var double: Double {
        let text = (isNegative ? "-" : "") + (digits.isEmpty ? "0" : String(decoding: digits, as: UTF8.self))
        return Double("\(text)e\(digits.isEmpty ? 0 : exponent)") ?? .infinity
    }

    /// The number behind the `e`, held at a bound beyond which nothing differs.
    private static func explicitExponent(_ bytes: ByteView, _ range: Range<Int>) -> Int {
        var isNegative = false
        var number = 0
        for position in range {
            switch bytes[position] {
            case UInt8(ascii: "-"): isNegative = true
            case UInt8(ascii: "+"): break
            default: number = min(number * 10 + Int(bytes[position] - UInt8(ascii: "0")), 1 << 40)
            }
        }
        return isNegative ? -number : number
    }
}
