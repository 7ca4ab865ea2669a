/// A value that must not be seen: it prints, logs and encodes as `***`.
///
/// Only ``reveal()`` hands it out, so a search for that word finds every place that does.
public struct Secret<Value: Sendable>: Sendable {
    private let value: Value

    /// Hides a value.
    public init(_ value: Value) {
        self.value = value
    }

    /// Returns the hidden value.
    public func reveal() -> Value {
        value
    }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Three asterisks.
    public var description: String { "***" }

    /// Three asterisks.
    public var debugDescription: String { "***" }

    /// A mirror without children.
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}

extension Secret where Value == String {
    /// The first eight characters and three asterisks; only the asterisks of a text under 24 characters.
    public var masked: String {
        guard value.unicodeScalars.count >= 24 else { return description }
        return String(value.unicodeScalars.prefix(8)) + description
    }
}

extension Secret: Equatable where Value == String {
    /// Compares in a time that does not tell where the texts differ.
    public static func == (left: Secret, right: Secret) -> Bool {
        let (left, right) = (Array(left.value.utf8), Array(right.value.utf8))
        guard left.count == right.count else { return false }
        return zip(left, right).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
    }
}

extension Secret: FieldValue where Value: FieldValue {
    /// A hidden placeholder.
    public static var placeholder: Secret { Secret(Value.placeholder) }

    /// What the hidden value is called in a message.
    public static var expectation: String { Value.expectation }

    /// Reads the value and hides it.
    public static func read(from json: inout JSONReader) -> Secret? {
        Value.read(from: &json).map { Secret($0) }
    }

    /// Takes what the hidden type takes.
    public static func read(texts: [String], from parameters: inout JSONReader) -> Secret? {
        Value.read(texts: texts, from: &parameters).map { Secret($0) }
    }

    /// Writes three asterisks.
    public func write(to json: inout JSONWriter) {
        json.string(description)
    }

    /// Judges the hidden value.
    public func breaks(_ constraint: Constraint) -> Bool {
        value.breaks(constraint)
    }
}

extension Secret: RuledText where Value: RuledText {}
