public import MartletContext

extension Rule where Value: FixedWidthInteger {
    /// Demands a number within bounds.
    public static func range(_ bounds: ClosedRange<Value>) -> Rule {
        integers(bounds.lowerBound, bounds.upperBound)
    }

    /// Demands a number that is not smaller than a bound.
    public static func range(_ bounds: PartialRangeFrom<Value>) -> Rule { integers(bounds.lowerBound, nil) }

    /// Demands a number that is not greater than a bound.
    public static func range(_ bounds: PartialRangeThrough<Value>) -> Rule { integers(nil, bounds.upperBound) }

    private static func integers(_ lower: Value?, _ upper: Value?) -> Rule {
        let kind = Constraint.Kind.integers(lower: lower.map { Int128($0) }, upper: upper.map { Int128($0) })
        return Rule(kind: .constraint(Constraint(kind: kind)))
    }
}

extension Rule where Value == Double {
    /// Demands a number within bounds.
    public static func range(_ bounds: ClosedRange<Value>) -> Rule {
        numbers(bounds.lowerBound, bounds.upperBound)
    }

    /// Demands a number that is not smaller than a bound.
    public static func range(_ bounds: PartialRangeFrom<Value>) -> Rule { numbers(bounds.lowerBound, nil) }

    /// Demands a number that is not greater than a bound.
    public static func range(_ bounds: PartialRangeThrough<Value>) -> Rule { numbers(nil, bounds.upperBound) }

    private static func numbers(_ lower: Double?, _ upper: Double?) -> Rule {
        Rule(kind: .constraint(Constraint(kind: .numbers(lower: lower, upper: upper))))
    }
}

extension Rule where Value == Instant {
    /// Demands an instant within bounds.
    public static func range(_ bounds: ClosedRange<Value>) -> Rule {
        instants(bounds.lowerBound, bounds.upperBound)
    }

    /// Demands an instant that is not earlier than a bound.
    public static func range(_ bounds: PartialRangeFrom<Value>) -> Rule { instants(bounds.lowerBound, nil) }

    /// Demands an instant that is not later than a bound.
    public static func range(_ bounds: PartialRangeThrough<Value>) -> Rule { instants(nil, bounds.upperBound) }

    private static func instants(_ lower: Instant?, _ upper: Instant?) -> Rule {
        Rule(kind: .constraint(Constraint(kind: .instants(lower: lower, upper: upper))))
    }
}

extension Rule where Value == Duration {
    /// Demands a duration within bounds.
    public static func range(_ bounds: ClosedRange<Value>) -> Rule {
        durations(bounds.lowerBound, bounds.upperBound)
    }

    /// Demands a duration that is not shorter than a bound.
    public static func range(_ bounds: PartialRangeFrom<Value>) -> Rule { durations(bounds.lowerBound, nil) }

    /// Demands a duration that is not longer than a bound.
    public static func range(_ bounds: PartialRangeThrough<Value>) -> Rule { durations(nil, bounds.upperBound) }

    private static func durations(_ lower: Duration?, _ upper: Duration?) -> Rule {
        Rule(kind: .constraint(Constraint(kind: .durations(lower: lower, upper: upper))))
    }
}
