/// Something that the start-up record says of a service, such as a masked bot identity.
public struct Fact: Sendable, Hashable {
    /// The field of the record.
    public let name: String

    /// What it says.
    public let value: String

    /// Creates a fact.
    public init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }
}
