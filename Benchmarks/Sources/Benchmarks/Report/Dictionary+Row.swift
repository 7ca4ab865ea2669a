extension [String: [Double]] {
    /// The row that compares the medians of two contenders, in answers a second.
    func row(
        _ name: String,
        _ contender: String,
        against other: (String, label: String),
        atLeast bar: Double? = nil
    ) -> Measurement {
        let figure = self[contender]?.median ?? 0
        let otherFigure = self[other.0]?.median ?? 0
        return Measurement(name, figure, "1/s", against: other.label, otherFigure, bar: bar.map { .atLeast($0) })
    }
}
