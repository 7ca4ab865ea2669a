import Glibc

extension Painting {
    /// Green hills, one behind the other, the farther the paler.
    mutating func paintHills() {
        let isSnowy = scene.weather == .snow
        let near = isSnowy ? Colour(0xDCE6F0) : (scene.wash ?? Colour(0x4E8B3A)).mixed(0.25, with: Colour(0x3F7A35))
        paintFarRidge()
        for layer in 0..<5 {
            let share = Double(layer) / 4
            let base = horizon + canvas.side * (0.02 + share * share * 0.3)
            let ridge = skyline(
                layer,
                base: base,
                height: canvas.side * (0.13 - share * 0.02),
                width: 1.7 - share * 0.5,
                octaves: 3
            )
            let colour = palette.lit(near.mixed(0.16 * (1 - share), with: Colour(0x8DB255)))
            let top = palette.haze.mixed(0.3 + share * 0.62, with: colour).lighter(0.06)
            let low = palette.haze.mixed(0.1 + share * 0.85, with: colour.darker(share * 0.28))
            if layer == 2 { paintCopse(on: ridge, palette.haze.mixed(0.72, with: palette.lit(Colour(0x3B6A3A)))) }
            canvas.fillBelow(ridge, Paint(from: top, to: low, between: base - 60, and: base + canvas.side * 0.22))
        }
        paintGrass(near)
    }

    /// A blue ridge in the distance.
    private mutating func paintFarRidge() {
        let base = horizon + 20
        let ridge = skyline(30, base: base, height: canvas.side * 0.24, width: 2.4, octaves: 5)
        let colour = palette.haze.mixed(0.45, with: palette.lit(Colour(0x5B7FA6)))
        canvas.fillBelow(ridge, Paint(from: colour, to: palette.haze, between: base - canvas.side * 0.2, and: base))
    }

    /// A few round trees, far away, on a ridge.
    private mutating func paintCopse(on ridge: [Double], _ colour: Colour) {
        for _ in 0..<26 {
            let x = dice.number(0...canvas.width - 1)
            let size = canvas.side * dice.number(0.008...0.02)
            let crown = Point(Double(x), ridge[x] - size * 0.5)
            canvas.fill(.ellipse(crown, size, size * 1.5), colour.darker(dice.number(0.0...0.16)))
        }
    }

    /// Blades of grass in front.
    private mutating func paintGrass(_ near: Colour) {
        let side = canvas.side
        for _ in 0..<170 {
            let depth = dice.number(0.0...1.0)
            let root = Point(
                dice.number(0.0...1.0) * Double(canvas.width),
                Double(canvas.height) - side * (0.16 * (1 - depth))
            )
            let height = side * (0.014 + depth * 0.045)
            let tip = Point(root.x + height * dice.number(-0.5...0.5), root.y - height)
            let colour = palette.lit(dice.isLucky(0.6) ? near.darker(0.35) : near.lighter(0.22))
            canvas.fill(.stroke(root, tip, side * 0.005, 0.3), colour, 0.6)
        }
    }

    /// Mountains with snow on their tops.
    mutating func paintMountains() {
        let side = canvas.side
        let stone = (scene.wash ?? Colour(0x5A6B86)).mixed(0.6, with: Colour(0x4A5A78))
        for layer in 0..<3 {
            let share = Double(layer) / 2
            let base = horizon + side * (0.05 + share * 0.2)
            let tall = side * (0.5 - share * 0.12)
            let ridge = ridge(layer, base: base, height: tall)
            let colour = palette.haze.mixed(0.4 + share * 0.5, with: palette.lit(stone.darker(share * 0.3)))
            let foot = palette.haze.mixed(share * 0.5, with: colour)
            canvas.fillBelow(ridge, Paint(from: colour, to: foot, between: base - tall * 0.8, and: base))
            if layer < 2 { paintSnowcaps(ridge, line: base - tall * 0.5, share) }
        }
        paintPines(60, above: horizon + side * 0.2, size: 0.05...0.1)
    }

    /// A skyline of sharp peaks.
    private func ridge(_ layer: Int, base: Double, height: Double) -> [Double] {
        (0..<canvas.width).map { x in
            let place = Double(x) / canvas.side
            let broad = 1 - abs(2 * noise.value(place * 2.3 + Double(layer) * 17.3, octaves: 1) - 1)
            let fine = noise.value(place * 9 + Double(layer) * 5.1, octaves: 4)
            return base - height * (broad * 0.72 + fine * 0.28)
        }
    }

    /// Snow reaches down the lines of a ridge, farther on one side of each peak.
    private mutating func paintSnowcaps(_ ridge: [Double], line: Double, _ share: Double) {
        let light = palette.lit(.white).mixed(0.25 - share * 0.2, with: palette.haze)
        let shadow = light.mixed(0.35, with: palette.lit(Colour(0x7D93BC)))
        for (x, top) in ridge.enumerated() where top < line {
            let ragged = noise.value(Double(x) / canvas.side * 26, octaves: 3) - 0.4
            let depth = (line - top) * (0.6 + ragged)
            guard depth > 1 else { continue }
            let slope = (ridge[max(0, x - 9)] - ridge[min(ridge.count - 1, x + 9)]) / 18
            let colour = shadow.mixed(max(0, min(1, 0.5 + slope)), with: light)
            let rows = max(0, Int(top.rounded(.up)))..<max(1, min(canvas.height, Int(top + depth)))
            for y in rows {
                let fade = min(1, (top + depth - Double(y)) / max(4, depth * 0.5))
                canvas.blend(x, y, colour, 0.92 * fade)
            }
        }
    }

    /// Rows of pines, dark against the mist.
    mutating func paintForest() {
        let side = canvas.side
        paintFarRidge()
        for layer in 0..<4 {
            let share = Double(layer) / 3
            let base = horizon + side * (0.02 + share * 0.3)
            let ridge = skyline(layer, base: base, height: side * 0.1, width: 1.5)
            let summer = (scene.wash ?? Colour(0x2F5D43)).mixed(0.5, with: Colour(0x24503A))
            let leaf = palette.lit(summer.mixed(scene.weather == .snow ? 0.3 : 0, with: Colour(0xDCE8F2)))
            let colour = palette.haze.mixed(0.35 + share * 0.6, with: leaf.darker(share * 0.3))
            var x = 0.0
            while x < Double(canvas.width) {
                let tall = side * dice.number(0.07...0.13) * (0.55 + share)
                paintPine(Point(x, ridge[Int(x)] + tall * 0.14), tall, colour)
                x += tall * dice.number(0.16...0.34)
            }
            let floor = scene.weather == .snow ? palette.lit(Colour(0xE6EEF6)) : leaf.darker(0.2)
            let foot = palette.haze.mixed(0.25 + share * 0.6, with: floor)
            canvas.fillBelow(ridge, Paint(from: colour, to: foot, between: base - 40, and: base + side * 0.1))
        }
    }

    mutating func paintPines(_ count: Int, above base: Double, size: ClosedRange<Double>) {
        let leaf = palette.lit((scene.wash ?? Colour(0x2B4F42)).mixed(0.7, with: Colour(0x223F38)))
        let ridge = skyline(50, base: base + canvas.side * 0.06, height: canvas.side * 0.1, width: 1.4)
        for _ in 0..<count {
            let x = dice.number(0...canvas.width - 1)
            let tall = canvas.side * dice.number(size)
            paintPine(Point(Double(x), ridge[x] + tall * 0.15), tall, leaf.lighter(dice.number(0.0...0.06)))
        }
        canvas.fillBelow(ridge, Paint(from: leaf, to: leaf.darker(0.45), between: base - 30, and: base + 120))
    }

    private mutating func paintPine(_ foot: Point, _ tall: Double, _ colour: Colour) {
        for step in 0..<3 {
            let share = Double(step) / 3
            let half = tall * (0.2 - share * 0.045)
            let low = foot.y - tall * share * 0.72
            let tip = Point(foot.x, low - tall * (0.5 - share * 0.06))
            canvas.fill(
                Path([tip, Point(foot.x + half, low), Point(foot.x, low - tall * 0.05), Point(foot.x - half, low)]),
                colour
            )
        }
    }

    /// Dunes in the colours of sand, or of the wash.
    mutating func paintDesert() {
        let side = canvas.side
        let sand = scene.wash ?? Colour(0xE0A866)
        for layer in 0..<5 {
            let share = Double(layer) / 4
            let base = horizon + side * (share * share * 0.3 - 0.02)
            let height = side * (0.2 - share * 0.04)
            let ridge = skyline(layer, base: base, height: height, width: 1.9 - share * 0.9, octaves: 2)
            let colour = palette.lit(sand.mixed(share * 0.4, with: sand.darker(0.5)))
            let top = palette.haze.mixed(0.3 + share * 0.6, with: colour).lighter(0.2 - share * 0.08)
            let low = palette.haze.mixed(0.35 + share * 0.6, with: colour.darker(0.45))
            canvas.fillBelow(ridge, Paint(from: top, to: low, between: base - height * 0.8, and: base + side * 0.12))
        }
    }
}
