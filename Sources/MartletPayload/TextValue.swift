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
        return accepted(text, by: &json)
    }

    /// Reads exactly one text.
    public static func read(texts: [String], from parameters: inout JSONReader) -> Self? {
        guard let text = parameters.single(texts) else { return nil }
        return accepted(text, by: &parameters)
    }

    /// Writes a JSON string.
    public func write(to json: inout JSONWriter) {
        json.string(text)
    }

    private static func accepted(_ text: String, by reader: inout JSONReader) -> Self? {
        guard let value = Self(text: text) else {
            reader.refuse(code: "format", message: "Must be \(expectation).")
            return nil
        }
        return value
    }
}
