/// A number of so few digits that it and its power of ten are exact doubles.
///
/// One division of exact doubles rounds correctly (Clinger, "How to Read Floating Point Numbers Accurately", 1990).
struct ShortNumber {
    /// Digits, the point included, that surely stay below 2^53.
    static let digitLimit = 15

    var isNegative = false
    var magnitude: Int64 = 0
    /// How many digits stand behind the point.
    var scale = 0

    /// The number, which must have no fraction.
    var signed: Int64 { isNegative ? -magnitude : magnitude }

    /// The nearest double.
    var double: Double {
        let value = Double(magnitude) / Self.powers[scale]
        return isNegative ? -value : value
    }

    mutating func append(_ byte: UInt8, _ position: inout Int) {
        magnitude = magnitude &* 10 &+ Int64(byte &- UInt8(ascii: "0"))
        position += 1
    }

    private static let powers: [Double] = [
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
    ]
}
