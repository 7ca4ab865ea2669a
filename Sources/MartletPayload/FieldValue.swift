/// A type that a field can have.
///
/// The kit's own are strings, numbers, booleans, optionals, arrays, dictionaries, payloads, ``Choice`` enums, ``ID``,
/// ``Money``, ``Secret``, ``RawJSON``, instants and durations. A type that travels as text adopts ``TextValue``.
public protocol FieldValue: Sendable {
    /// The value that stands in for one that could not be read; it is never handed out.
    static var placeholder: Self { get }

    /// What the value must be, to complete "Must be …"; for example "an integer".
    static var expectation: String { get }

    /// Reads the value where the reader stands; nil after it noted what is wrong and passed over the value.
    static func read(from json: inout JSONReader) -> Self?

    /// Reads the texts of one path, query or header parameter; nil after it noted what is wrong.
    static func read(texts: [String], from parameters: inout JSONReader) -> Self?

    /// Writes the value as JSON.
    func write(to json: inout JSONWriter)

    /// Tells whether the value breaks a constraint; constraints of other types are never broken.
    func breaks(_ constraint: Constraint) -> Bool
}

extension FieldValue {
    /// Refuses every text: most structured values do not travel in a path, a query or a header.
    public static func read(texts: [String], from parameters: inout JSONReader) -> Self? {
        parameters.refuse(code: "type", message: "Must be \(expectation).")
        return nil
    }

    /// Breaks nothing.
    public func breaks(_ constraint: Constraint) -> Bool { false }
}
