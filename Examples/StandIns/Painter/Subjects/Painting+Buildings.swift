extension Painting {
    /// A house with a gable, a chimney and light in its windows.
    mutating func paintHouse(at place: Point, _ size: Double, _ colour: Colour?) {
        let wall = palette.lit(colour ?? Colour(0xF3E6CC))
        let roof = palette.lit(colour == nil ? Colour(0xB4513E) : Colour(0x5B4A4A))
        let wood = palette.lit(Colour(0x6B4630))
        func at(_ x: Double, _ y: Double) -> Point { spot(place, size, x, y) }
        func box(_ x: Double, _ y: Double, _ width: Double, _ height: Double) -> Path {
            .rectangle(place.x + x * size, place.y + y * size, width * size, height * size)
        }
        paintSmoke(from: at(0.235, -0.93), size)
        canvas.fill(box(0.19, -0.92, 0.09, 0.3), roof.darker(0.3))
        canvas.fill(
            box(-0.38, -0.48, 0.76, 0.5),
            Paint(from: wall, to: wall.darker(0.16), between: at(0, -0.48).y, and: place.y)
        )
        canvas.fill(Path([at(-0.38, -0.47), at(0, -0.82), at(0.38, -0.47)]), wall.darker(0.06))
        for beam in 1...4 {
            canvas.fill(box(-0.38, -0.48 + Double(beam) * 0.1, 0.76, 0.008), wall.darker(0.3), 0.35)
        }
        canvas.fill(
            Path([at(-0.48, -0.42), at(0, -0.9), at(0.48, -0.42), at(0.48, -0.5), at(0, -0.98), at(-0.48, -0.5)]),
            roof
        )
        canvas.fill(Path([at(0, -0.98), at(0.48, -0.5), at(0.48, -0.42), at(0, -0.9)]), roof.darker(0.28))
        if scene.weather == .snow {
            canvas.fill(
                Path([at(-0.49, -0.5), at(0, -1), at(0.49, -0.5), at(0.45, -0.5), at(0, -0.94), at(-0.45, -0.5)]),
                .white
            )
        }
        canvas.fill(box(-0.085, -0.3, 0.17, 0.32), wood)
        canvas.fill(box(-0.065, -0.28, 0.13, 0.3), wood.lighter(0.14))
        canvas.fill(.circle(at(0.04, -0.12), size * 0.012), Colour(0xE8C268))
        for x in [-0.3, 0.16] { paintWindow(at(x, -0.33), size * 0.14, wood) }
        paintWindow(at(-0.06, -0.68), size * 0.12, wood)
    }

    private mutating func paintWindow(_ corner: Point, _ size: Double, _ frame: Colour) {
        let isLit = scene.light == .night || scene.light == .sunset
        let middle = Point(corner.x + size / 2, corner.y + size / 2)
        canvas.fill(.rectangle(corner.x - size * 0.1, corner.y - size * 0.1, size * 1.2, size * 1.2), frame)
        let glass = isLit ? Colour(0xFFD479) : palette.sky(at: 0.5).lighter(0.25)
        canvas.fill(
            .rectangle(corner.x, corner.y, size, size),
            Paint(from: glass.lighter(0.3), to: glass, between: corner.y, and: corner.y + size)
        )
        canvas.fill(.rectangle(middle.x - size * 0.04, corner.y, size * 0.08, size), frame)
        canvas.fill(.rectangle(corner.x, middle.y - size * 0.04, size, size * 0.08), frame)
        if isLit { canvas.glow(middle, size * 2.4, Colour(0xFFC86B), 0.42) }
    }

    private mutating func paintSmoke(from start: Point, _ size: Double) {
        for puff in 0..<9 {
            let share = Double(puff) / 9
            let place = Point(start.x + size * (share * share * 0.4), start.y - size * share * 0.46)
            canvas.glow(place, size * (0.05 + share * 0.1), palette.cloud.lighter(0.3), 0.5 * (1 - share * 0.7))
        }
    }

    /// A lighthouse on its rock; at night its light goes round.
    mutating func paintLighthouse(at place: Point, _ size: Double, _ colour: Colour?) {
        let white = palette.lit(Colour(0xF4F1EA))
        let band = palette.lit(colour ?? Colour(0xC93B34))
        let lamp = spot(place, size, 0, -0.98)
        func at(_ x: Double, _ y: Double) -> Point { spot(place, size, x, y) }
        if scene.light != .day {
            for sign in [-1.0, 1] {
                let far = Double(canvas.width) * 0.75 * sign
                let beam = Path([
                    lamp, Point(lamp.x + far, lamp.y - size * 0.2), Point(lamp.x + far, lamp.y + size * 0.12),
                ])
                canvas.fill(beam, Colour(0xFFF0B8), 0.2)
            }
        }
        for step in 0..<5 {
            let (low, high) = (Double(step) / 5, Double(step + 1) / 5)
            func half(_ share: Double) -> Double { 0.125 - share * 0.045 }
            let (bottom, top) = (-low * 0.88, -high * 0.88)
            let colour = step.isMultiple(of: 2) ? white : band
            let piece = Path([at(-half(low), bottom), at(half(low), bottom), at(half(high), top), at(-half(high), top)])
            canvas.fill(piece, colour)
            canvas.fill(
                Path([at(0.03, bottom), at(half(low), bottom), at(half(high), top), at(0.03, top)]),
                .black,
                0.16
            )
        }
        canvas.fill(.rectangle(lamp.x - size * 0.11, lamp.y + size * 0.08, size * 0.22, size * 0.025), band.darker(0.4))
        canvas.fill(.rectangle(lamp.x - size * 0.055, lamp.y - size * 0.06, size * 0.11, size * 0.14), Colour(0xFFE9A3))
        canvas.fill(Path([at(-0.085, -1.03), at(0, -1.13), at(0.085, -1.03)]), band.darker(0.15))
        canvas.glow(lamp, size * 0.4, Colour(0xFFEFB0), scene.light == .day ? 0.25 : 0.75)
    }
}
