extension Optional: FieldValue where Wrapped: FieldValue {
    /// Nil.
    public static var placeholder: Wrapped? { nil }

    /// What the value is called in a message.
    public static var expectation: String { "\(Wrapped.expectation), or null" }

    /// Reads null as nil.
    public static func read(from json: inout JSONReader) -> Wrapped?? {
        if json.readNull() { return .some(nil) }
        return Wrapped.read(from: &json).map { .some($0) }
    }

    /// Takes what the wrapped type takes.
    public static func read(texts: [String], from parameters: inout JSONReader) -> Wrapped?? {
        Wrapped.read(texts: texts, from: &parameters).map { .some($0) }
    }

    /// Writes nil as null.
    public func write(to json: inout JSONWriter) {
        switch self {
        case .none: json.null()
        case .some(let value): value.write(to: &json)
        }
    }
}
