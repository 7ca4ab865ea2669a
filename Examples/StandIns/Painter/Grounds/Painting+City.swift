extension Painting {
    /// Houses in three rows, with lights in their windows.
    mutating func paintCity() {
        let side = canvas.side
        for layer in 0..<3 {
            let share = Double(layer) / 2
            let wall = palette.lit((scene.wash ?? Colour(0x50617F)).mixed(0.6, with: Colour(0x3E4C69)))
            let colour = palette.haze.mixed(0.35 + share * 0.6, with: wall.darker(share * 0.35))
            var x = -side * dice.number(0.0...0.05)
            while x < Double(canvas.width) {
                let width = side * dice.number(0.05...0.11) * (0.7 + share * 0.5)
                let tall = side * dice.number(0.18...0.46) * (1.2 - share * 0.5)
                let foot = horizon + side * (0.02 + share * 0.26)
                paintTower(left: x, top: foot - tall, width: width, colour, share)
                x += width + side * dice.number(0.0...0.012)
            }
        }
    }

    private mutating func paintTower(left: Double, top: Double, width: Double, _ colour: Colour, _ share: Double) {
        let bottom = Double(canvas.height)
        let shade = Paint(
            from: colour,
            to: colour.mixed(0.5 - share * 0.3, with: palette.haze),
            between: top,
            and: bottom
        )
        canvas.fill(.rectangle(left, top, width, bottom - top), shade)
        canvas.fill(.rectangle(left, top, width * 0.22, bottom - top), colour.lighter(0.12), 0.35)
        if dice.isLucky(0.3) {
            let middle = left + width / 2
            canvas.fill(.stroke(Point(middle, top), Point(middle, top - width * 0.6), 2.4, 0.8), colour)
        } else if dice.isLucky(0.3) {
            canvas.fill(.rectangle(left + width * 0.2, top - width * 0.18, width * 0.6, width * 0.2), colour)
        }
        paintWindows(left: left, top: top, width: width, colour, share)
    }

    private mutating func paintWindows(left: Double, top: Double, width: Double, _ colour: Colour, _ share: Double) {
        let columns = max(2, Int(width / (canvas.side * 0.02)))
        let pitch = width / Double(columns)
        let chance = scene.light == .night ? 0.5 : scene.light == .day ? 0.0 : 0.34
        let dark = colour.mixed(0.4, with: scene.light == .day ? palette.sky(at: 0.4).lighter(0.2) : .black)
        for row in 0..<Int((Double(canvas.height) - top) / (pitch * 1.35)) {
            let y = top + pitch * (0.5 + Double(row) * 1.35)
            guard y < Double(canvas.height) else { break }
            for column in 0..<columns {
                let x = left + pitch * (Double(column) + 0.25)
                let isLit = dice.isLucky(chance)
                let window = isLit ? Colour(0xFFD98A).mixed(dice.number(0.0...0.3), with: Colour(0xFFF3CF)) : dark
                canvas.fill(.rectangle(x, y, pitch * 0.5, pitch * 0.7), window, isLit ? 0.45 + share * 0.5 : 0.5)
            }
        }
    }
}
