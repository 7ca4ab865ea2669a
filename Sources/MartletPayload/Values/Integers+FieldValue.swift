extension FieldValue where Self: FixedWidthInteger {
    /// Zero.
    public static var placeholder: Self { 0 }

    /// The bounds of the type.
    public static var expectation: String { "an integer from \(Self.min) to \(Self.max)" }

    /// Reads a JSON number without a fraction.
    public static func read(from json: inout JSONReader) -> Self? {
        json.readInteger()
    }

    /// Takes exactly one text of decimal digits, with a minus sign before a negative number.
    public static func read(texts: [String], from parameters: inout JSONReader) -> Self? {
        parameters.readNumber(texts)
    }

    /// Writes a JSON number.
    public func write(to json: inout JSONWriter) {
        json.number(self)
    }

    /// Judges ranges.
    public func breaks(_ constraint: Constraint) -> Bool {
        guard case .integers(let lower, let upper) = constraint.kind else { return false }
        return lower.map { self < $0 } ?? false || upper.map { self > $0 } ?? false
    }
}

extension Int: FieldValue {}
extension Int8: FieldValue {}
extension Int16: FieldValue {}
extension Int32: FieldValue {}
extension Int64: FieldValue {}
extension UInt: FieldValue {}
extension UInt8: FieldValue {}
extension UInt16: FieldValue {}
extension UInt32: FieldValue {}
extension UInt64: FieldValue {}
