/// A value whose text the rules for text can judge: `String`, a ``Secret`` of one, and what adopts it.
public protocol RuledText: FieldValue {}

extension RuledText where Self: TextValue {
    /// Judges the text.
    public func breaks(_ constraint: Constraint) -> Bool {
        text.breaks(constraint)
    }
}

extension Rule where Value: RuledText {
    /// Demands a number of characters within bounds; characters are Unicode code points.
    public static func length(_ bounds: ClosedRange<Int>) -> Rule { length(bounds.lowerBound, bounds.upperBound) }

    /// Demands at least so many characters; characters are Unicode code points.
    public static func length(_ bounds: PartialRangeFrom<Int>) -> Rule { length(bounds.lowerBound, nil) }

    /// Demands at most so many characters; characters are Unicode code points.
    public static func length(_ bounds: PartialRangeThrough<Int>) -> Rule { length(0, bounds.upperBound) }

    /// Demands that the text neither begins nor ends with white space; nothing is cut.
    public static var trimmed: Rule { Rule(kind: .constraint(Constraint(kind: .trimmed))) }

    /// Demands an e-mail address: a dot-atom before the sign and a host name of at least two labels behind it.
    public static var email: Rule { Rule(kind: .constraint(Constraint(kind: .email))) }

    /// Demands one of a few texts.
    public static func oneOf(_ choices: StaticString...) -> Rule {
        Rule(kind: .constraint(Constraint(kind: .choice(choices))))
    }

    private static func length(_ lower: Int, _ upper: Int?) -> Rule {
        Rule(kind: .constraint(Constraint(kind: .length(lower: lower, upper: upper))))
    }
}
