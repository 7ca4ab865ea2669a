extension Painting {
    /// Paints the subjects side by side, those in the air first.
    mutating func paintSubjects() {
        let inAir = scene.subjects.filter(\.kind.isInAir)
        let onGround = scene.subjects.filter { !$0.kind.isInAir }
        // One of each kind stand side by side, so that a bird does not sit in a tree by accident.
        let isPair = inAir.count == 1 && onGround.count == 1
        for (index, subject) in inAir.enumerated() {
            let across = isPair ? share(0, of: 2) : share(index, of: inAir.count)
            let place = canvas.point(across, dice.number(0.3...0.42))
            paint(subject, at: place, size: canvas.side * (inAir.count == 1 ? 0.3 : 0.22))
        }
        for (index, subject) in onGround.enumerated() {
            let across = isPair ? share(1, of: 2) : share(index, of: onGround.count)
            let x = across * Double(canvas.width)
            paint(subject, at: Point(x, ground(below: subject.kind)), size: canvas.side * size(of: onGround.count))
        }
    }

    /// Where a subject stands across the picture; one alone leaves the sun's side free.
    private mutating func share(_ index: Int, of count: Int) -> Double {
        if count == 1 { return luminary.x < Double(canvas.width) / 2 ? 0.6 : 0.4 }
        return (Double(index) + 0.5) / Double(count) * 0.86 + 0.07 + dice.number(-0.02...0.02)
    }

    private func size(of count: Int) -> Double {
        count == 1 ? 0.4 : count == 2 ? 0.34 : 0.27
    }

    /// What a subject stands on, in pixels from the top.
    private func ground(below kind: Scene.Subject.Kind) -> Double {
        let room = Double(canvas.height) - horizon
        switch kind {
        case .boat: return horizon + room * 0.36
        case .lighthouse: return horizon + room * 0.5
        case .house, .tree: return horizon + room * 0.66
        default: return horizon + room * 0.84
        }
    }

    private mutating func paint(_ subject: Scene.Subject, at place: Point, size: Double) {
        if !subject.kind.isInAir, subject.kind != .boat { paintShadow(at: place, size, subject.kind) }
        switch subject.kind {
        case .bird: paintBird(at: place, size, subject.colour)
        case .cat: paintCat(at: place, size * 0.9, subject.colour)
        case .dog: paintDog(at: place, size * 0.9, subject.colour)
        case .house: paintHouse(at: place, size, subject.colour)
        case .tree: paintTree(at: place, size * 1.15, subject.colour)
        case .boat: paintBoat(at: place, size, subject.colour)
        case .balloon: paintBalloon(at: place, size, subject.colour)
        case .flower: paintFlowers(at: place, size, subject.colour)
        case .lighthouse: paintLighthouse(at: place, size * 1.2, subject.colour)
        }
    }

    /// A subject ashore has land under it, and a shadow on that.
    private mutating func paintShadow(at place: Point, _ size: Double, _ kind: Scene.Subject.Kind) {
        if scene.ground == .sea {
            let island = palette.lit(kind == .lighthouse ? Colour(0x6B6660) : Colour(0x6F8A52))
            let width = size * (kind == .house || kind == .tree ? 2 : 1.6)
            var land = Path(from: Point(place.x - width / 2, place.y + size * 0.1))
            land.curve(
                to: Point(place.x + width / 2, place.y + size * 0.1),
                Point(place.x - width * 0.2, place.y - size * 0.16),
                Point(place.x + width * 0.24, place.y - size * 0.12)
            )
            canvas.fill(
                .ellipse(Point(place.x, place.y + size * 0.1), width * 1.08, size * 0.1),
                palette.haze.lighter(0.4),
                0.4
            )
            canvas.fill(
                land,
                Paint(from: island, to: island.darker(0.4), between: place.y - 20, and: place.y + size * 0.1)
            )
        }
        for step in 1...3 {
            canvas.fill(.ellipse(place, size * 0.32 * Double(step), size * 0.035 * Double(step)), .black, 0.1)
        }
    }

    /// Returns the place of a subject's own coordinates, where its size is one.
    func spot(_ place: Point, _ size: Double, _ x: Double, _ y: Double) -> Point {
        Point(place.x + x * size, place.y + y * size)
    }
}

extension Scene.Subject.Kind {
    fileprivate var isInAir: Bool { self == .bird || self == .balloon }
}
