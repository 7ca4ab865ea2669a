import MartletContext

/// What a rule demands, apart from the type it is demanded of; only types of the kit know its kinds.
public struct Constraint: Sendable {
    enum Kind: Sendable {
        case length(lower: Int, upper: Int?)
        case count(lower: Int, upper: Int?)
        case integers(lower: Int128?, upper: Int128?)
        case numbers(lower: Double?, upper: Double?)
        case instants(lower: Instant?, upper: Instant?)
        case durations(lower: Duration?, upper: Duration?)
        case trimmed
        case email
        case choice([StaticString])
    }

    let kind: Kind

    /// The stable name of the rule in ``FieldIssue/code``.
    var code: StaticString {
        switch kind {
        case .length: "length"
        case .count: "count"
        case .integers, .numbers, .instants, .durations: "range"
        case .trimmed: "trimmed"
        case .email: "email"
        case .choice: "choice"
        }
    }

    /// The sentence that says what is demanded.
    var message: String {
        switch kind {
        case .length(let lower, let upper): "Must have \(Self.span(lower, upper)) characters."
        case .count(let lower, let upper): "Must have \(Self.span(lower, upper)) items."
        case .integers(let lower, let upper): Self.range(lower, upper)
        case .numbers(let lower, let upper): Self.range(lower, upper)
        case .instants(let lower, let upper): Self.range(lower, upper)
        case .durations(let lower, let upper): Self.range(lower?.text, upper?.text)
        case .trimmed: "Must not begin or end with white space."
        case .email: "Must be an e-mail address."
        case .choice(let choices): "Must be one of \(choices.map { "\"\($0)\"" }.joined(separator: ", "))."
        }
    }

    private static func span(_ lower: Int, _ upper: Int?) -> String {
        switch upper {
        case .some(lower): "exactly \(lower)"
        case .some(let upper): "\(lower) to \(upper)"
        case nil: "at least \(lower)"
        }
    }

    private static func range<Bound>(_ lower: Bound?, _ upper: Bound?) -> String {
        switch (lower, upper) {
        case (let lower?, let upper?): "Must be from \(lower) to \(upper)."
        case (let lower?, nil): "Must be at least \(lower)."
        case (nil, let upper?): "Must be at most \(upper)."
        case (nil, nil): ""
        }
    }
}
