/// The visitor of a payload's fields: the decoder now, the schema and the sampler in the same way.
///
/// A payload calls ``required(_:_:_:_:_:alias:in:about:)``, ``optional(_:_:_:_:_:alias:in:about:)`` and their kin;
/// only visitors implement the requirements.
public protocol FieldReader {
    /// Visits a field that must be there.
    mutating func require<Value: FieldValue>(_ field: Field<Value>) -> Value

    /// Visits a field that may be absent or null.
    mutating func find<Value: FieldValue>(_ field: Field<Value>) -> Patch<Value>

    /// Visits a field that has a default when it is absent.
    mutating func find<Value: FieldValue>(_ field: Field<Value>, default value: Value) -> Value

    /// Visits a rule over several fields; it is evaluated only when every field read so far is right.
    mutating func check(
        _ holds: @autoclosure () -> Bool,
        at field: StaticString,
        code: StaticString,
        message: StaticString
    )
}

extension FieldReader {
    /// Reads a field that must be there; it may be null only where the type is optional.
    public mutating func required<Value: FieldValue>(
        _ name: StaticString,
        _ first: Rule<Value> = .none,
        _ second: Rule<Value> = .none,
        _ third: Rule<Value> = .none,
        _ fourth: Rule<Value> = .none,
        alias: StaticString? = nil,
        in source: FieldSource = .automatic,
        about: StaticString = ""
    ) -> Value {
        let rules = FieldRules(first, second, third, fourth)
        return require(Field(name: name, alias: alias, rules: rules, source: source, about: about))
    }

    /// Reads a field that may be absent or null, which both give nil.
    public mutating func optional<Value: FieldValue>(
        _ name: StaticString,
        _ first: Rule<Value> = .none,
        _ second: Rule<Value> = .none,
        _ third: Rule<Value> = .none,
        _ fourth: Rule<Value> = .none,
        alias: StaticString? = nil,
        in source: FieldSource = .automatic,
        about: StaticString = ""
    ) -> Value? {
        let rules = FieldRules(first, second, third, fourth)
        return find(Field(name: name, alias: alias, rules: rules, source: source, about: about)).applied(to: nil)
    }

    /// Reads a field that has a default when it is absent; null is refused.
    public mutating func optional<Value: FieldValue>(
        _ name: StaticString,
        _ first: Rule<Value> = .none,
        _ second: Rule<Value> = .none,
        _ third: Rule<Value> = .none,
        _ fourth: Rule<Value> = .none,
        default value: Value,
        alias: StaticString? = nil,
        in source: FieldSource = .automatic,
        about: StaticString = ""
    ) -> Value {
        let rules = FieldRules(first, second, third, fourth)
        return find(Field(name: name, alias: alias, rules: rules, source: source, about: about), default: value)
    }

    /// Reads a field of a partial update, which tells absent from null.
    public mutating func patch<Value: FieldValue>(
        _ name: StaticString,
        _ first: Rule<Value> = .none,
        _ second: Rule<Value> = .none,
        _ third: Rule<Value> = .none,
        _ fourth: Rule<Value> = .none,
        alias: StaticString? = nil,
        in source: FieldSource = .automatic,
        about: StaticString = ""
    ) -> Patch<Value> {
        let rules = FieldRules(first, second, third, fourth)
        return find(Field(name: name, alias: alias, rules: rules, source: source, about: about))
    }
}
