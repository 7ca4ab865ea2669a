/// What an outline is filled with: one colour, or one above that becomes another below.
struct Paint: Sendable {
    private let upper: Colour
    private let lower: Colour
    private let top: Double
    private let bottom: Double

    /// How much it covers what is behind it.
    let strength: Double

    init(_ colour: Colour, strength: Double = 1) {
        self.init(from: colour, to: colour, between: 0, and: 1, strength: strength)
    }

    init(from upper: Colour, to lower: Colour, between top: Double, and bottom: Double, strength: Double = 1) {
        self.upper = upper
        self.lower = lower
        self.top = top
        self.bottom = bottom
        self.strength = strength
    }

    func colour(at y: Double) -> Colour {
        upper.mixed(max(0, min(1, (y - top) / max(1, bottom - top))), with: lower)
    }
}
