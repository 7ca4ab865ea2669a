/// The picture while it is painted: three numbers per pixel, from 0 to 1.
struct Canvas {
    let width: Int
    let height: Int
    private var parts: [Float]

    /// How many lines a row of pixels is cut into to smooth edges.
    private static let lines = 4

    init(width: Int, height: Int) {
        self.width = width
        self.height = height
        parts = [Float](repeating: 0, count: width * height * 3)
    }

    /// The shorter side, which sizes are a share of.
    var side: Double { Double(min(width, height)) }

    /// Returns a place from shares of the width and the height.
    func point(_ x: Double, _ y: Double) -> Point {
        Point(x * Double(width), y * Double(height))
    }

    /// Lays a colour over a pixel.
    mutating func blend(_ x: Int, _ y: Int, _ colour: Colour, _ share: Double) {
        let at = (y * width + x) * 3
        let share = Float(share)
        parts[at] += (Float(colour.red) - parts[at]) * share
        parts[at + 1] += (Float(colour.green) - parts[at + 1]) * share
        parts[at + 2] += (Float(colour.blue) - parts[at + 2]) * share
    }

    /// Fills whole rows, each with its colour.
    mutating func fillRows(_ rows: Range<Int>, _ colour: (Int) -> Colour) {
        for y in rows.clamped(to: 0..<height) {
            let colour = colour(y)
            let (red, green, blue) = (Float(colour.red), Float(colour.green), Float(colour.blue))
            var at = y * width * 3
            for _ in 0..<width {
                parts[at] = red
                parts[at + 1] = green
                parts[at + 2] = blue
                at += 3
            }
        }
    }

    /// Fills what lies below a skyline, given as the height of each column in pixels from the top.
    mutating func fillBelow(_ skyline: [Double], _ paint: Paint) {
        let colours = (0..<height).map { paint.colour(at: Double($0)) }
        for (x, top) in skyline.enumerated() where top < Double(height) {
            let first = max(0, Int(top.rounded(.down)))
            blend(x, first, colours[first], min(1, 1 - (top - Double(first))))
            var at = ((first + 1) * width + x) * 3
            for y in stride(from: first + 1, to: height, by: 1) {
                let colour = colours[y]
                parts[at] = Float(colour.red)
                parts[at + 1] = Float(colour.green)
                parts[at + 2] = Float(colour.blue)
                at += width * 3
            }
        }
    }

    /// Lays a soft light over the canvas, strongest at a place.
    mutating func glow(_ centre: Point, _ radius: Double, _ colour: Colour, _ strength: Double) {
        let rows = Int(centre.y - radius)..<Int(centre.y + radius) + 1
        let columns = (Int(centre.x - radius)..<Int(centre.x + radius) + 1).clamped(to: 0..<width)
        for y in rows.clamped(to: 0..<height) {
            let down = (Double(y) - centre.y) / radius
            for x in columns {
                let across = (Double(x) - centre.x) / radius
                let left = 1 - across * across - down * down
                if left > 0 { blend(x, y, colour, left * left * left * strength) }
            }
        }
    }

    /// Fills an outline with smooth edges.
    mutating func fill(_ path: Path, _ paint: Paint) {
        let tops = path.points.map(\.y)
        guard let top = tops.min(), let bottom = tops.max() else { return }
        let rows = (Int(max(0, top))..<Int(max(0, min(Double(height - 1), bottom))) + 1).clamped(to: 0..<height)
        guard !rows.isEmpty, bottom > 0 else { return }
        let crossings = crossings(of: path, in: rows)
        var coverage = [Double](repeating: 0, count: width)
        for y in rows {
            var covered = (first: width, last: -1)
            for line in 0..<Self.lines {
                Self.cover(crossings[(y - rows.lowerBound) * Self.lines + line], &coverage, &covered)
            }
            guard covered.first <= covered.last else { continue }
            let colour = paint.colour(at: Double(y))
            for x in covered.first...covered.last {
                blend(x, y, colour, min(1, coverage[x] / Double(Self.lines)) * paint.strength)
                coverage[x] = 0
            }
        }
    }

    mutating func fill(_ path: Path, _ colour: Colour, _ strength: Double = 1) {
        fill(path, Paint(colour, strength: strength))
    }

    /// Where the outline crosses each line, with its direction.
    private func crossings(of path: Path, in rows: Range<Int>) -> [[(x: Double, turn: Int)]] {
        var crossings = [[(x: Double, turn: Int)]](repeating: [], count: rows.count * Self.lines)
        let scale = Double(Self.lines)
        let shift = Double(rows.lowerBound) * scale + 0.5
        for (index, end) in path.points.enumerated() {
            let start = path.points[index == 0 ? path.points.count - 1 : index - 1]
            let (upper, lower) = start.y < end.y ? (start, end) : (end, start)
            let first = max(0, Int((upper.y * scale - shift).rounded(.up)))
            let last = min(crossings.count - 1, Int((lower.y * scale - shift).rounded(.up)) - 1)
            guard first <= last else { continue }
            let slope = (lower.x - upper.x) / (lower.y - upper.y)
            for line in first...last {
                let y = (Double(line) + shift) / scale
                crossings[line].append((upper.x + (y - upper.y) * slope, start.y < end.y ? 1 : -1))
            }
        }
        return crossings
    }

    /// Adds what one line covers of each pixel.
    private static func cover(
        _ crossings: [(x: Double, turn: Int)],
        _ coverage: inout [Double],
        _ covered: inout (first: Int, last: Int)
    ) {
        guard crossings.count > 1 else { return }
        var winding = 0
        var start = 0.0
        for crossing in crossings.sorted(by: { $0.x < $1.x }) {
            if winding == 0 { start = crossing.x }
            winding += crossing.turn
            guard winding == 0 else { continue }
            let (left, right) = (max(0, start), min(Double(coverage.count), crossing.x))
            guard left < right else { continue }
            let (first, last) = (Int(left), min(coverage.count - 1, Int(right)))
            covered = (min(covered.first, first), max(covered.last, last))
            if first == last {
                coverage[first] += right - left
            } else {
                coverage[first] += Double(first + 1) - left
                for x in stride(from: first + 1, to: last, by: 1) { coverage[x] += 1 }
                coverage[last] += right - Double(last)
            }
        }
    }

    /// Returns rows of bytes, red, green and blue, with darker corners and a little grain.
    func developed(seed: UInt64) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: parts.count)
        var bits = UInt32(truncatingIfNeeded: seed) | 1
        var at = 0
        for y in 0..<height {
            let down = Float(y) / Float(height) - 0.5
            for x in 0..<width {
                let across = Float(x) / Float(width) - 0.5
                bits ^= bits << 13
                bits ^= bits >> 17
                bits ^= bits << 5
                let far = across * across + down * down
                let light = 255 * (1 - 0.42 * far * far * 2)
                let grain = Float(bits >> 8) / Float(1 << 24) * 7 - 3
                bytes[at] = UInt8(max(0, min(255, parts[at] * light + grain)))
                bytes[at + 1] = UInt8(max(0, min(255, parts[at + 1] * light + grain)))
                bytes[at + 2] = UInt8(max(0, min(255, parts[at + 2] * light + grain)))
                at += 3
            }
        }
        return bytes
    }
}
