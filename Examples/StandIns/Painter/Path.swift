import Glibc

/// A place on the canvas, in pixels from the top left.
struct Point: Sendable, Hashable {
    var x: Double
    var y: Double

    init(_ x: Double, _ y: Double) {
        self.x = x
        self.y = y
    }
}

/// A closed outline.
struct Path: Sendable {
    private(set) var points: [Point]

    init(_ points: [Point]) {
        self.points = points
    }

    /// Begins an outline that lines and curves continue.
    init(from start: Point) {
        points = [start]
    }

    static func ellipse(_ centre: Point, _ width: Double, _ height: Double, tilt: Double = 0) -> Path {
        let count = max(12, min(72, Int(max(width, height))))
        let (sine, cosine) = (sin(tilt), cos(tilt))
        return Path(
            (0..<count).map { step in
                let angle = Double(step) / Double(count) * 2 * .pi
                let (x, y) = (cos(angle) * width / 2, sin(angle) * height / 2)
                return Point(centre.x + x * cosine - y * sine, centre.y + x * sine + y * cosine)
            }
        )
    }

    static func circle(_ centre: Point, _ radius: Double) -> Path {
        ellipse(centre, radius * 2, radius * 2)
    }

    static func rectangle(_ left: Double, _ top: Double, _ width: Double, _ height: Double) -> Path {
        Path([
            Point(left, top), Point(left + width, top), Point(left + width, top + height), Point(left, top + height),
        ])
    }

    /// A line of a width at each end.
    static func stroke(_ start: Point, _ end: Point, _ startWidth: Double, _ endWidth: Double? = nil) -> Path {
        let (dx, dy) = (end.x - start.x, end.y - start.y)
        let length = max((dx * dx + dy * dy).squareRoot(), 0.001)
        let (x, y) = (-dy / length / 2, dx / length / 2)
        let endWidth = endWidth ?? startWidth
        return Path([
            Point(start.x + x * startWidth, start.y + y * startWidth),
            Point(end.x + x * endWidth, end.y + y * endWidth),
            Point(end.x - x * endWidth, end.y - y * endWidth),
            Point(start.x - x * startWidth, start.y - y * startWidth),
        ])
    }

    mutating func line(to end: Point) {
        points.append(end)
    }

    /// Continues with a cubic Bézier curve.
    mutating func curve(to end: Point, _ first: Point, _ second: Point) {
        guard let start = points.last else { return }
        for step in 1...14 {
            let t = Double(step) / 14
            let (a, b, c, d) = ((1 - t) * (1 - t) * (1 - t), 3 * t * (1 - t) * (1 - t), 3 * t * t * (1 - t), t * t * t)
            points.append(
                Point(
                    start.x * a + first.x * b + second.x * c + end.x * d,
                    start.y * a + first.y * b + second.y * c + end.y * d
                )
            )
        }
    }

    /// Returns the outline drawn in a frame: its own units become `scale` pixels, its origin goes to a place.
    func placed(at origin: Point, scale: Double, isMirrored: Bool = false) -> Path {
        let across = isMirrored ? -scale : scale
        return Path(points.map { Point(origin.x + $0.x * across, origin.y + $0.y * scale) })
    }
}
