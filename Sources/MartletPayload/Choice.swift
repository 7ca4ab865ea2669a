/// A string enum as a field's type: only its raw values are accepted.
///
/// ```swift
/// enum CardStatus: String, Choice { case open, done }
/// ```
public protocol Choice: FieldValue, RawRepresentable, CaseIterable where RawValue == String {}

extension Choice {
    /// The first case.
    public static var placeholder: Self {
        guard let first = allCases.first else { preconditionFailure("A choice needs at least one case.") }
        return first
    }

    /// The raw values in the order of their declaration.
    public static var expectation: String {
        "one of " + allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ", ")
    }

    /// Reads a JSON string that is one of the raw values.
    public static func read(from json: inout JSONReader) -> Self? {
        guard let text = json.readString(expecting: expectation) else { return nil }
        return accepted(text, by: &json)
    }

    /// Reads exactly one text that is one of the raw values.
    public static func read(texts: [String], from parameters: inout JSONReader) -> Self? {
        guard let text = parameters.single(texts) else { return nil }
        return accepted(text, by: &parameters)
    }

    /// Writes the raw value.
    public func write(to json: inout JSONWriter) {
        json.string(rawValue)
    }

    /// Strings compare by canonical equivalence, a schema by code points, so the raw value has to agree byte by byte.
    private static func accepted(_ text: String, by reader: inout JSONReader) -> Self? {
        guard let value = Self(rawValue: text), value.rawValue.utf8.elementsEqual(text.utf8) else {
            reader.refuse(code: "choice", message: "Must be \(expectation).")
            return nil
        }
        return value
    }
}
