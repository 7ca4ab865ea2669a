extension String: FieldValue, RuledText {
    /// The empty string.
    public static var placeholder: String { "" }

    /// What the value is called in a message.
    public static var expectation: String { "a string" }

    /// Reads a JSON string.
    public static func read(from json: inout JSONReader) -> String? {
        json.readString()
    }

    /// Takes exactly one text.
    public static func read(texts: [String], from parameters: inout JSONReader) -> String? {
        parameters.single(texts)
    }

    /// Writes a JSON string.
    public func write(to json: inout JSONWriter) {
        json.string(self)
    }

    /// Judges length, surrounding white space, e-mail addresses and choices.
    public func breaks(_ constraint: Constraint) -> Bool {
        switch constraint.kind {
        case .length(let lower, let upper):
            let length = unicodeScalars.count
            return length < lower || upper.map { length > $0 } ?? false
        case .trimmed:
            return [unicodeScalars.first, unicodeScalars.last].contains { $0?.properties.isWhitespace ?? false }
        case .email: return !EmailGrammar.accepts(self)
        case .choice(let choices): return !choices.contains { $0.hasBytes(of: self) }
        default: return false
        }
    }
}
