extension Painting {
    /// A sailing boat and what the water shows of it.
    mutating func paintBoat(at place: Point, _ size: Double, _ colour: Colour?) {
        let sail = palette.lit(colour ?? Colour(0xFBF6EA))
        let hull = palette.lit(Colour(0x8C3B2E))
        func at(_ x: Double, _ y: Double) -> Point { spot(place, size, x, y) }
        for step in 0..<16 {
            let share = Double(step) / 16
            let width = size * (0.62 - share * 0.34) * dice.number(0.6...1.1)
            let stroke = Point(place.x + dice.number(-0.06...0.06) * size, place.y + size * (0.07 + share * 0.4))
            let tone = step < 4 ? hull.darker(0.3) : sail
            canvas.fill(.ellipse(stroke, width, size * 0.018), tone, 0.34 * (1 - share))
        }
        canvas.fill(
            .stroke(at(0.02, -0.04), at(0.02, -0.98), size * 0.022, size * 0.012),
            palette.lit(Colour(0x6B4630))
        )
        var main = Path(from: at(0.05, -0.93))
        main.curve(to: at(0.46, -0.12), at(0.2, -0.72), at(0.4, -0.4))
        main.line(to: at(0.05, -0.1))
        canvas.fill(main, Paint(from: sail.lighter(0.2), to: sail.darker(0.1), between: at(0, -0.93).y, and: place.y))
        var jib = Path(from: at(-0.01, -0.84))
        jib.curve(to: at(-0.4, -0.12), at(-0.12, -0.6), at(-0.26, -0.3))
        jib.curve(to: at(-0.01, -0.14), at(-0.24, -0.16), at(-0.12, -0.18))
        canvas.fill(jib, Paint(from: sail, to: sail.darker(0.24), between: at(0, -0.84).y, and: place.y))
        canvas.fill(Path([at(0.02, -0.98), at(0.02, -1.05), at(0.16, -1.0)]), palette.lit(Colour(0xD8433B)))
        var keel = Path(from: at(-0.5, -0.09))
        keel.curve(to: at(0.5, -0.09), at(-0.2, -0.05), at(0.2, -0.05))
        keel.curve(to: at(0.34, 0.09), at(0.47, 0), at(0.42, 0.07))
        keel.line(to: at(-0.32, 0.09))
        keel.curve(to: at(-0.5, -0.09), at(-0.42, 0.07), at(-0.47, 0))
        canvas.fill(
            keel,
            Paint(from: hull.lighter(0.12), to: hull.darker(0.4), between: at(0, -0.09).y, and: at(0, 0.09).y)
        )
        canvas.fill(.stroke(at(-0.47, -0.04), at(0.47, -0.04), size * 0.014), sail, 0.8)
    }

    /// A hot-air balloon in stripes.
    mutating func paintBalloon(at place: Point, _ size: Double, _ colour: Colour?) {
        let cloth = palette.lit(colour ?? Colour(0xD9483B))
        let pale = palette.lit(Colour(0xFBEBC8))
        func at(_ x: Double, _ y: Double) -> Point { spot(place, size, x, y) }
        func envelope(_ half: Double) -> Path {
            var outline = Path(from: at(0, -0.62))
            outline.curve(to: at(half * 0.24, 0.42), at(half * 1.42, -0.6), at(half * 1.1, 0.12))
            outline.line(to: at(-half * 0.24, 0.42))
            outline.curve(to: at(0, -0.62), at(-half * 1.1, 0.12), at(-half * 1.42, -0.6))
            return outline
        }
        for (index, half) in [0.5, 0.37, 0.23, 0.09].enumerated() {
            let tone = index.isMultiple(of: 2) ? cloth : pale
            canvas.fill(
                envelope(half),
                Paint(from: tone.lighter(0.18), to: tone.darker(0.22), between: at(0, -0.62).y, and: at(0, 0.42).y)
            )
        }
        canvas.glow(at(-0.16, -0.3), size * 0.3, .white, 0.3)
        let wicker = palette.lit(Colour(0x7A5230))
        for x in [-0.1, 0.1] {
            canvas.fill(.stroke(at(x, 0.41), at(x * 0.8, 0.6), size * 0.01), wicker.darker(0.3))
        }
        canvas.fill(
            .rectangle(place.x - size * 0.09, place.y + size * 0.58, size * 0.18, size * 0.13),
            Paint(from: wicker.lighter(0.1), to: wicker.darker(0.3), between: at(0, 0.58).y, and: at(0, 0.71).y)
        )
    }
}
