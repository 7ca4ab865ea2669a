/// A field's type that travels as text of its own form, such as an id.
public protocol TextValue: FieldValue {
    /// Reads the text; nil when it has another form.
    init?(text: String)

    /// The text that ``init(text:)`` reads back.
    var text: String { get }
}

extension TextValue {
    /// Reads a JSON string.
    public static func read(from json: inout JSONReader) -> Self? {
        guard let text = json.readString(expecting: expectation) else { return nil }
        guard let value = Self(text: text) else {
            json.refuse(code: "format", message: "Must be \(expectation).")
            return nil
        }
        return value
    }

    /// Reads exactly one text.
    public static func read(texts: [String]) -> Self? {
        guard texts.count == 1, let text = texts.first else { return nil }
        return Self(text: text)
    }

    /// Writes a JSON string.
    public func write(to json: inout JSONWriter) {
        json.string(text)
    }
}
