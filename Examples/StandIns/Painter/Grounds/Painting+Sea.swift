import Glibc

extension Painting {
    /// Water to the horizon, with light on it.
    mutating func paintSea() {
        let deep = palette.lit((scene.wash ?? Colour(0x1D5F8A)).mixed(0.4, with: Colour(0x0F4A72)))
        let bottom = Double(canvas.height)
        paintCoast()
        canvas.fillRows(Int(horizon)..<canvas.height) { y in
            let share = (Double(y) - horizon) / (bottom - horizon)
            let mirrored = palette.sky(at: 1 - share * 0.9)
            return mirrored.mixed(min(0.92, 0.34 + share.squareRoot() * 0.6), with: deep)
        }
        paintRipples(deep)
        if scene.hasSun || scene.hasMoon { paintLightRoad() }
    }

    /// Land on the far side.
    private mutating func paintCoast() {
        for layer in 0..<2 {
            let ridge = skyline(60 + layer, base: horizon + 18, height: canvas.side * 0.13, width: 1.8, octaves: 4)
            let land = palette.lit(Colour(0x4D6B86))
            let colour = palette.haze.mixed(0.3 + Double(layer) * 0.22, with: land)
            canvas.fillBelow(ridge, Paint(from: colour, to: palette.haze, between: horizon - 70, and: horizon + 14))
        }
    }

    /// Strokes of dark and light, the nearer the larger.
    private mutating func paintRipples(_ deep: Colour) {
        let depth = Double(canvas.height) - horizon
        for _ in 0..<420 {
            let near = dice.number(0.0...1.0)
            let y = horizon + 2 + near * near * depth
            let size = 0.012 + near * near * 0.1
            let width = canvas.side * size * dice.number(0.5...1.4)
            let place = Point(dice.number(0.0...1.0) * Double(canvas.width), y)
            let colour = dice.isLucky(0.5) ? palette.sky(at: 0.75).lighter(0.15) : deep.darker(0.35)
            canvas.fill(ripple(place, width, width * 0.055 + 0.6), colour, dice.number(0.1...0.32))
        }
    }

    /// What the sun or the moon lays on the water.
    private mutating func paintLightRoad() {
        let depth = Double(canvas.height) - horizon
        for step in 0..<130 {
            let near = Double(step) / 130
            let y = horizon + 1 + near * near * depth
            let spread = canvas.side * (0.035 + near * 0.1)
            let width = canvas.side * (0.012 + near * 0.07) * dice.number(0.5...1.5)
            let place = Point(luminary.x + dice.number(-1.0...1.0) * spread, y)
            canvas.fill(
                ripple(place, width, width * 0.07 + 0.8),
                palette.glow,
                dice.number(0.25...0.7) * (1 - near * 0.4)
            )
        }
    }

    private func ripple(_ place: Point, _ width: Double, _ height: Double) -> Path {
        Path([
            Point(place.x - width / 2, place.y), Point(place.x - width / 5, place.y - height / 2),
            Point(place.x + width / 5, place.y - height / 2), Point(place.x + width / 2, place.y),
            Point(place.x + width / 6, place.y + height / 2), Point(place.x - width / 6, place.y + height / 2),
        ])
    }
}
