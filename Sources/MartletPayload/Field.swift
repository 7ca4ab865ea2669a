/// The declaration of one field: its name, rules, source and description.
public struct Field<Value: FieldValue>: Sendable {
    /// The name of the field on the wire.
    public let name: StaticString

    /// A second name under which the field is accepted.
    public let alias: StaticString?

    /// What the value has to meet.
    public let rules: FieldRules<Value>

    /// Where the value comes from.
    public let source: FieldSource

    /// The description in the API document; empty without one.
    public let about: StaticString
}
