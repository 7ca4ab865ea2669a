import Glibc

extension Painting {
    mutating func paintSky() {
        canvas.fillRows(0..<canvas.height) { palette.sky(at: Double($0) / horizon) }
        if scene.hasStars { paintStars() }
        if scene.hasSun { paintSun() }
        if scene.hasMoon { paintMoon() }
        paintClouds()
    }

    private mutating func paintStars() {
        let size = canvas.side / 512
        for _ in 0..<150 {
            let place = canvas.point(dice.number(0.0...1.0), dice.number(0.0...0.58))
            let strength = dice.number(0.15...0.9)
            canvas.fill(.circle(place, size * dice.number(0.4...1.1)), .white, strength)
            if strength > 0.82 { canvas.glow(place, size * 7, .white, 0.4) }
        }
    }

    private mutating func paintSun() {
        let radius = canvas.side * (scene.light == .day ? 0.055 : 0.075)
        canvas.glow(luminary, radius * 11, palette.glow, 0.5)
        canvas.glow(luminary, radius * 4, palette.glow, 0.55)
        let rim = scene.light == .day ? Colour(0xFFE9A8) : Colour(0xFFC36B)
        canvas.fill(
            .circle(luminary, radius),
            Paint(from: Colour(0xFFF8DC), to: rim, between: luminary.y - radius, and: luminary.y + radius)
        )
    }

    private mutating func paintMoon() {
        let place = scene.hasSun ? Point(Double(canvas.width) - luminary.x, luminary.y * 0.8) : luminary
        let radius = canvas.side * 0.06
        canvas.glow(place, radius * 9, palette.glow, 0.28)
        canvas.glow(place, radius * 2.6, palette.glow, 0.4)
        canvas.fill(.circle(place, radius), Colour(0xF6F2DF))
        for (x, y, size) in [(-0.35, -0.2, 0.26), (0.25, 0.3, 0.34), (0.3, -0.4, 0.16), (-0.2, 0.45, 0.14)] {
            let crater = Point(place.x + x * radius, place.y + y * radius)
            canvas.fill(.circle(crater, size * radius), Colour(0xDCD5BC), 0.55)
        }
    }

    /// Clouds come from noise, worked out for every fourth pixel and blended in between.
    private mutating func paintClouds() {
        let isHeavy = scene.weather != .clear
        let (step, cover) = (4, isHeavy ? 0.40 : 0.53)
        let columns = canvas.width / step + 2
        let rows = Int(horizon) / step + 2
        let densities = (0..<rows).map { row in
            let far = Double(row * step) / horizon
            return (0..<columns).map { column in
                let x = Double(column * step) / canvas.side * 3.2
                let value = noise.value(x + 91, far * far * 7 + far * 2, octaves: 5)
                let edge = max(0, min(1, (value - cover) / 0.2))
                return edge * edge * (3 - 2 * edge) * (1 - far * 0.8) * (isHeavy ? 0.92 : 0.8)
            }
        }
        let shade = palette.cloud.mixed(0.35, with: palette.sky(at: 0.3))
        let colour = scene.weather == .rain ? shade.mixed(0.5, with: Colour(0x5A6472)) : palette.cloud
        for y in 0..<min(canvas.height, Int(horizon)) {
            let (row, down) = (y / step, Double(y % step) / Double(step))
            for x in 0..<canvas.width {
                let (column, across) = (x / step, Double(x % step) / Double(step))
                let above = densities[row][column] * (1 - across) + densities[row][column + 1] * across
                let below = densities[row + 1][column] * (1 - across) + densities[row + 1][column + 1] * across
                let density = above + (below - above) * down
                if density > 0.01 { canvas.blend(x, y, colour, density) }
            }
        }
    }

    mutating func paintWeather() {
        let side = canvas.side
        switch scene.weather {
        case .clear, .clouds: break
        case .rain:
            for _ in 0..<260 {
                let start = canvas.point(dice.number(-0.1...1.0), dice.number(-0.1...1.0))
                let length = side * dice.number(0.03...0.07)
                let end = Point(start.x + length * 0.22, start.y + length)
                canvas.fill(.stroke(start, end, side * 0.0016), Colour(0xDDE8F4), dice.number(0.12...0.4))
            }
        case .snow:
            for _ in 0..<230 {
                let place = canvas.point(dice.number(0.0...1.0), dice.number(0.0...1.0))
                let near = dice.number(0.0...1.0)
                let size = side * (0.0016 + near * near * 0.006)
                canvas.fill(.circle(place, size), .white, 0.45 + near * 0.4)
            }
        }
    }
}
