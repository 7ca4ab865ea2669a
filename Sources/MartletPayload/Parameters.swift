/// The texts that a request carries beside its body: parts of the path, the query and headers.
public struct Parameters: Sendable {
    struct Entry: Sendable {
        let source: FieldSource
        let name: String
        let value: String
    }

    private(set) var entries: [Entry] = []

    /// Creates parameters without any.
    public init() {}

    /// Adds a text, decoded from its transport form; a name may come more than once, header names in lower case.
    public mutating func append(_ value: String, named name: String, in source: FieldSource) {
        entries.append(Entry(source: source, name: name, value: value))
    }

    func contains(_ name: StaticString, in source: FieldSource) -> Bool {
        entries.contains { $0.source == source && name.hasBytes(of: $0.name) }
    }
}
