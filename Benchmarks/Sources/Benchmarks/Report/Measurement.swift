import MartletPayload

/// One figure, what it is compared with, and the bar that it has to take.
struct Measurement: Payload {
    let name: String
    let figure: Double
    let unit: String
    let against: String?
    let ratio: Double?
    let bar: Bar?

    /// What counts: the ratio, or the figure where nothing is compared.
    var score: Double { ratio ?? figure }

    /// Tells whether the bar is taken; nil without a bar.
    var isMet: Bool? { bar?.isMet(by: score) }

    /// What is measured against what: the same in every run.
    var subject: String {
        guard let other = against?.split(separator: ":").first else { return name }
        return "\(name), against \(other)"
    }

    /// Tells whether this one is worse than a stored one by more than a fifth; without a bar nothing is worse.
    func isWorse(than stored: Measurement) -> Bool {
        switch bar {
        case .atLeast: score < stored.score * 0.8
        case .atMost: score > stored.score * 1.2
        case nil: false
        }
    }

    /// Creates a figure that is compared with nothing.
    init(_ name: String, _ figure: Double, _ unit: String, bar: Bar? = nil) {
        self.init(name: name, figure: figure, unit: unit, against: nil, ratio: nil, bar: bar)
    }

    /// Creates a figure that is compared with another of the same unit.
    init(
        _ name: String,
        _ figure: Double,
        _ unit: String,
        against other: String,
        _ otherFigure: Double,
        bar: Bar? = nil
    ) {
        let against = "\(other): \(Self.text(otherFigure))"
        self.init(name: name, figure: figure, unit: unit, against: against, ratio: figure / otherFigure, bar: bar)
    }

    private init(name: String, figure: Double, unit: String, against: String?, ratio: Double?, bar: Bar?) {
        self.name = name
        self.figure = figure
        self.unit = unit
        self.against = against
        self.ratio = ratio.map { ($0 * 100).rounded() / 100 }
        self.bar = bar
    }

    init(reading fields: inout some FieldReader) {
        name = fields.required("name")
        figure = fields.required("figure")
        unit = fields.required("unit")
        against = fields.optional("against")
        ratio = fields.optional("ratio")
        bar = fields.optional("bar").flatMap(Bar.init)
    }

    func write(to object: inout ObjectWriter) {
        object.field("name", name)
        object.field("figure", figure)
        object.field("unit", unit)
        object.nullable("against", against)
        object.nullable("ratio", ratio)
        object.nullable("bar", bar?.description)
    }

    /// A figure as it is printed: whole from a hundred up, else with one digit behind the point.
    static func text(_ figure: Double) -> String {
        figure >= 100 ? "\(Int(figure.rounded()))" : "\((figure * 10).rounded() / 10)"
    }
}
