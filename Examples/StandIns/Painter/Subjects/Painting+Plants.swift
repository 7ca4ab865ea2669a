import Glibc

extension Painting {
    /// An old tree with a broad crown.
    mutating func paintTree(at place: Point, _ size: Double, _ colour: Colour?) {
        let bark = palette.lit(Colour(0x5E4431))
        let leaf = palette.lit(colour ?? (scene.light == .sunset ? Colour(0xC8732E) : Colour(0x4C8A3B)))
        func at(_ x: Double, _ y: Double) -> Point { spot(place, size, x, y) }
        var trunk = Path(from: at(-0.1, 0.02))
        trunk.curve(to: at(-0.035, -0.5), at(-0.03, -0.06), at(-0.05, -0.3))
        trunk.line(to: at(0.04, -0.5))
        trunk.curve(to: at(0.12, 0.02), at(0.05, -0.3), at(0.04, -0.06))
        canvas.fill(trunk, Paint(from: bark.darker(0.3), to: bark, between: at(0, -0.5).y, and: place.y))
        for (x, y) in [(-0.24, -0.58), (0.25, -0.6), (0.08, -0.72)] {
            canvas.fill(.stroke(at(0, -0.34), at(x, y), size * 0.05, size * 0.015), bark.darker(0.2))
        }
        // Leaves: dark ones first, then lighter and smaller ones towards the light.
        for layer in 0..<4 {
            let share = Double(layer) / 3
            let tone = layer < 2 ? leaf.darker(0.34 - share * 0.5) : leaf.lighter((share - 0.5) * 0.34)
            for _ in 0..<(16 + layer * 22) {
                let (angle, far) = (dice.number(0.0...2 * .pi), dice.number(0.0...1.0).squareRoot())
                let place = at(
                    cos(angle) * far * 0.34 - share * 0.06,
                    -0.7 + sin(angle) * far * 0.25 - share * 0.05
                )
                canvas.fill(.circle(place, size * dice.number(0.05...0.09) * (1.2 - share * 0.8)), tone, 0.94)
            }
        }
    }

    /// Tulips, the middle one the tallest.
    mutating func paintFlowers(at place: Point, _ size: Double, _ colour: Colour?) {
        let petal = palette.lit(colour ?? Colour(0xE2475B))
        let stem = palette.lit(Colour(0x4F8F45))
        for (x, tall) in [(-0.36, 0.5), (0.34, 0.56), (-0.17, 0.74), (0.18, 0.68), (0, 0.9)] {
            let foot = spot(place, size, x * 0.6, 0.06)
            let head = spot(place, size, x, -tall)
            canvas.fill(.stroke(foot, head, size * 0.035, size * 0.022), stem)
            for sign in [-1.0, 1] {
                var leaf = Path(from: foot)
                let tip = Point(foot.x + sign * size * 0.14, foot.y - size * tall * 0.55)
                leaf.curve(to: tip, Point(foot.x + sign * size * 0.14, foot.y - size * 0.06), tip)
                leaf.curve(to: foot, tip, Point(foot.x + sign * size * 0.02, foot.y - size * 0.2))
                canvas.fill(leaf, stem.darker(sign > 0 ? 0.18 : 0.05))
            }
            paintTulip(at: head, size * 0.24, petal.mixed(dice.number(0.0...0.18), with: Colour(0xFFD9A0)))
        }
    }

    private mutating func paintTulip(at head: Point, _ size: Double, _ petal: Colour) {
        func at(_ x: Double, _ y: Double) -> Point { spot(head, size, x, y) }
        canvas.fill(Path([at(-0.2, -0.3), at(0, -0.98), at(0.2, -0.3)]), petal.darker(0.3))
        for sign in [-1.0, 1] {
            var side = Path(from: at(0, 0.1))
            side.curve(to: at(sign * 0.42, -0.92), at(sign * 0.56, 0.06), at(sign * 0.48, -0.5))
            side.curve(to: at(0, 0.1), at(sign * 0.1, -0.7), at(-sign * 0.14, -0.2))
            canvas.fill(
                side,
                Paint(from: petal.lighter(0.16), to: petal.darker(0.14), between: head.y - size, and: head.y)
            )
        }
        var front = Path(from: at(0, 0.12))
        front.curve(to: at(0, -0.84), at(-0.42, -0.06), at(-0.26, -0.6))
        front.curve(to: at(0, 0.12), at(0.26, -0.6), at(0.42, -0.06))
        canvas.fill(front, Paint(from: petal.lighter(0.34), to: petal, between: head.y - size * 0.8, and: head.y))
    }
}
