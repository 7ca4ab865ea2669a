/// What a field's value has to meet; a rule for another type of value does not compile.
public struct Rule<Value: FieldValue>: Sendable {
    enum Kind: Sendable {
        case none
        case constraint(Constraint)
        case custom(code: StaticString, message: StaticString, holds: @Sendable (Value) -> Bool)
        case all([Rule<Value>])
    }

    let kind: Kind

    /// Demands nothing.
    public static var none: Rule { Rule(kind: .none) }

    /// Demands what several rules demand; each that is broken is reported.
    public static func all(_ rules: Rule...) -> Rule { Rule(kind: .all(rules)) }

    /// Demands what a function says, which the API document can only describe in words.
    public static func custom(
        _ code: StaticString,
        _ message: StaticString,
        _ holds: @escaping @Sendable (Value) -> Bool
    ) -> Rule {
        Rule(kind: .custom(code: code, message: message, holds: holds))
    }

    /// Reports each broken rule.
    func judge(_ value: Value, report: (_ code: StaticString, _ message: String) -> Void) {
        switch kind {
        case .none: break
        case .constraint(let constraint):
            if value.breaks(constraint) { report(constraint.code, constraint.message) }
        case .custom(let code, let message, let holds):
            if !holds(value) { report(code, message.description) }
        case .all(let rules):
            for rule in rules { rule.judge(value, report: report) }
        }
    }
}
