/// A collection whose size the rules for collections can judge: arrays and dictionaries.
public protocol RuledCollection: FieldValue {}

extension Rule where Value: RuledCollection {
    /// Demands a number of items within bounds.
    public static func count(_ bounds: ClosedRange<Int>) -> Rule { count(bounds.lowerBound, bounds.upperBound) }

    /// Demands at least so many items.
    public static func count(_ bounds: PartialRangeFrom<Int>) -> Rule { count(bounds.lowerBound, nil) }

    /// Demands at most so many items.
    public static func count(_ bounds: PartialRangeThrough<Int>) -> Rule { count(0, bounds.upperBound) }

    private static func count(_ lower: Int, _ upper: Int?) -> Rule {
        Rule(kind: .constraint(Constraint(kind: .count(lower: lower, upper: upper))))
    }
}
