extension Double: FieldValue {
    /// Zero.
    public static var placeholder: Double { 0 }

    /// What the value is called in a message.
    public static var expectation: String { "a finite number" }

    /// Reads a JSON number.
    public static func read(from json: inout JSONReader) -> Double? {
        json.readDouble()
    }

    /// Takes exactly one text that is a JSON number.
    public static func read(texts: [String], from parameters: inout JSONReader) -> Double? {
        parameters.readNumber(texts)
    }

    /// Writes the fewest digits that read back as the same number.
    public func write(to json: inout JSONWriter) {
        json.number(self)
    }

    /// Judges ranges.
    public func breaks(_ constraint: Constraint) -> Bool {
        guard case .numbers(let lower, let upper) = constraint.kind else { return false }
        return lower.map { self < $0 } ?? false || upper.map { self > $0 } ?? false
    }
}
