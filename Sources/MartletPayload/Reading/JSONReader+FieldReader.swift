extension JSONReader: FieldReader {
    /// Reads a field that must be there.
    public mutating func require<Value: FieldValue>(_ field: Field<Value>) -> Value {
        switch read(field, acceptsNull: false) {
        case .value(let value): return value
        case .null, .wrong: return Value.placeholder
        case .absent:
            note("required", "Must be given.", at: .field(field.name))
            return Value.placeholder
        }
    }

    /// Reads a field that may be absent or null.
    public mutating func find<Value: FieldValue>(_ field: Field<Value>) -> Patch<Value> {
        switch read(field, acceptsNull: true) {
        case .value(let value): .value(value)
        case .null: .null
        case .absent, .wrong: .absent
        }
    }

    /// Reads a field that has a default when it is absent.
    public mutating func find<Value: FieldValue>(_ field: Field<Value>, default value: Value) -> Value {
        guard case .value(let given) = read(field, acceptsNull: false) else { return value }
        return given
    }

    /// Evaluates a rule over several fields when all that were read of this object are right.
    public mutating func check(
        _ holds: @autoclosure () -> Bool,
        at field: StaticString,
        code: StaticString,
        message: StaticString
    ) {
        guard failure == nil, issueCount == frame.issuesBefore, !holds() else { return }
        note(code, message.description, at: .field(field))
    }

    private enum Outcome<Value> {
        case value(Value)
        case null
        case absent
        case wrong
    }

    private mutating func read<Value: FieldValue>(_ field: Field<Value>, acceptsNull: Bool) -> Outcome<Value> {
        guard failure == nil else { return .wrong }
        if frame.isRoot, let source = parameterSource(field) {
            return readParameter(field, from: source)
        }
        names.append(field.name)
        if let alias = field.alias { names.append(alias) }
        var location = locate(field.name)
        if case .missing = location, let alias = field.alias { location = locate(alias) }
        guard failure == nil else { return .wrong }
        if case .missing = location { return .absent }
        path.append(.field(field.name))
        let outcome: Outcome<Value>
        if acceptsNull, readNull() {
            outcome = .null
        } else if let value = Value.read(from: &self) {
            outcome = judge(value, field.rules) ? .value(value) : .wrong
        } else {
            outcome = .wrong
        }
        path.removeLast()
        if case .earlier(let position) = location, failure == nil { self.position = position }
        return failure == nil ? outcome : .wrong
    }

    private mutating func readParameter<Value: FieldValue>(
        _ field: Field<Value>,
        from source: FieldSource.Kind
    ) -> Outcome<Value> {
        var texts = claimParameters(field.name, from: source)
        if let alias = field.alias { texts += claimParameters(alias, from: source) }
        guard !texts.isEmpty else { return .absent }
        path.append(.field(field.name))
        defer { path.removeLast() }
        guard let value = Value.read(texts: texts, from: &self) else { return .wrong }
        return judge(value, field.rules) ? .value(value) : .wrong
    }

    private mutating func judge<Value: FieldValue>(_ value: Value, _ rules: FieldRules<Value>) -> Bool {
        var isRight = true
        rules.judge(value) { code, message in
            note(code, message)
            isRight = false
        }
        return isRight
    }
}
