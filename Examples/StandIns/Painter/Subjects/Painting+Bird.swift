extension Painting {
    /// A bird in flight, its wings raised.
    mutating func paintBird(at place: Point, _ size: Double, _ colour: Colour?) {
        let isMirrored = place.x > luminary.x
        let coat = palette.lit(colour ?? Colour(0x2F4A73)).mixed(palette.dimming * 0.2, with: palette.glow)
        let belly = coat.mixed(0.62, with: palette.lit(Colour(0xFFF1DC)))
        func shape(_ path: Path) -> Path { path.placed(at: place, scale: size, isMirrored: isMirrored) }
        func shade(_ upper: Colour, _ lower: Colour) -> Paint {
            Paint(from: upper, to: lower, between: place.y - size * 0.62, and: place.y + size * 0.12)
        }
        canvas.fill(shape(Self.wing(tip: Point(0.16, -0.66), width: 0.24)), shade(coat.darker(0.42), coat.darker(0.2)))
        canvas.fill(shape(Self.birdTail), coat.darker(0.25))
        canvas.fill(
            shape(Self.birdBody),
            Paint(from: coat, to: belly, between: place.y - size * 0.1, and: place.y + size * 0.16)
        )
        canvas.fill(
            shape(Path([Point(0.47, -0.12), Point(0.6, -0.05), Point(0.47, -0.03)])),
            palette.lit(Colour(0xF2A33A))
        )
        canvas.fill(
            shape(Self.wing(tip: Point(-0.36, -0.7), width: 0.36)),
            shade(coat.lighter(0.16), coat.darker(0.08))
        )
        for feather in 0..<5 {
            let share = Double(feather) / 5
            let root = Point(-0.1 + share * 0.18, -0.02 - share * 0.08)
            let tip = Point(-0.24 + share * 0.08, -0.36 - share * 0.1)
            canvas.fill(shape(.stroke(root, tip, 0.012, 0.002)), coat.darker(0.4), 0.55)
        }
        canvas.fill(shape(.circle(Point(0.4, -0.09), 0.024)), palette.lit(.white))
        canvas.fill(shape(.circle(Point(0.405, -0.09), 0.016)), Colour(0x15161C))
    }

    private static let birdBody: Path = {
        var body = Path(from: Point(0.5, -0.07))
        body.curve(to: Point(0.24, -0.12), Point(0.46, -0.2), Point(0.33, -0.2))
        body.curve(to: Point(-0.5, 0), Point(0.05, -0.1), Point(-0.25, -0.07))
        body.curve(to: Point(0.2, 0.15), Point(-0.3, 0.09), Point(0, 0.17))
        body.curve(to: Point(0.5, -0.03), Point(0.36, 0.13), Point(0.45, 0.06))
        return body
    }()

    private static let birdTail: Path = {
        var tail = Path(from: Point(-0.36, -0.04))
        tail.curve(to: Point(-0.86, -0.15), Point(-0.5, -0.06), Point(-0.7, -0.1))
        tail.curve(to: Point(-0.6, 0.0), Point(-0.74, -0.08), Point(-0.66, -0.03))
        tail.curve(to: Point(-0.84, 0.12), Point(-0.68, 0.03), Point(-0.76, 0.08))
        tail.curve(to: Point(-0.36, 0.06), Point(-0.66, 0.12), Point(-0.5, 0.09))
        return tail
    }()

    /// A wing from the shoulder to its tip, with feathers behind.
    private static func wing(tip: Point, width: Double) -> Path {
        let shoulder = Point(0.24, -0.06)
        var wing = Path(from: shoulder)
        wing.curve(to: tip, Point(0.3, tip.y * 0.5), Point(tip.x + width * 0.7, tip.y * 0.86))
        let root = Point(shoulder.x - width, 0.04)
        // Feathers: bows from the tip back to the body.
        for step in 1...5 {
            let share = Double(step) / 5
            let next = Point(
                tip.x + (root.x - tip.x) * share - (1 - share) * share * 0.12,
                tip.y + (root.y - tip.y) * share
            )
            let last = wing.points[wing.points.count - 1]
            let bow = Point(next.x + 0.02, last.y + (next.y - last.y) * 0.25)
            wing.curve(to: next, Point(last.x - 0.045, last.y + 0.06), bow)
        }
        wing.curve(to: shoulder, Point(root.x + width * 0.4, 0.06), Point(shoulder.x, 0.02))
        return wing
    }
}
