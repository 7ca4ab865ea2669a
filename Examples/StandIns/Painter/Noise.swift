/// Smooth random landscapes: numbers at whole places, blended in between, in several sizes on top of each other.
///
/// The same seed gives the same landscape.
struct Noise: Sendable {
    private let seed: UInt64

    init(seed: UInt64) {
        self.seed = seed
    }

    /// Returns a number from 0 to 1 along a line; each octave is twice as fine and half as strong.
    func value(_ x: Double, octaves: Int) -> Double {
        var (sum, weight, total, x) = (0.0, 1.0, 0.0, x)
        for octave in 0..<octaves {
            let cell = x.rounded(.down)
            let share = Self.eased(x - cell)
            let (left, right) = (corner(Int(cell), octave), corner(Int(cell) &+ 1, octave))
            sum += (left + (right - left) * share) * weight
            total += weight
            weight /= 2
            x *= 2
        }
        return sum / total
    }

    /// Returns a number from 0 to 1 in the plane.
    func value(_ x: Double, _ y: Double, octaves: Int) -> Double {
        var (sum, weight, total, x, y) = (0.0, 1.0, 0.0, x, y)
        for octave in 0..<octaves {
            let (column, row) = (x.rounded(.down), y.rounded(.down))
            let (across, down) = (Self.eased(x - column), Self.eased(y - row))
            // Rows lie far apart on one line of corners.
            let above = Int(column) &+ Int(row) &* 7919
            let below = above &+ 7919
            let (a, b) = (corner(above, octave), corner(above &+ 1, octave))
            let (c, d) = (corner(below, octave), corner(below &+ 1, octave))
            let top = a + (b - a) * across
            sum += (top + (c + (d - c) * across - top) * down) * weight
            total += weight
            weight /= 2
            x *= 2
            y *= 2
        }
        return sum / total
    }

    private func corner(_ place: Int, _ octave: Int) -> Double {
        var bits = seed &+ UInt64(bitPattern: Int64(place)) &* 0x9E37_79B9_7F4A_7C15
        bits = (bits ^ (bits >> 30)) &+ UInt64(octave) &* 0xD1B5_4A32_D192_ED03
        bits = bits &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
        return Double((bits ^ (bits >> 31)) >> 11) * 0x1p-53
    }

    private static func eased(_ share: Double) -> Double {
        share * share * (3 - 2 * share)
    }
}

/// Repeatable choices.
struct Dice {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    /// Returns 64 bits: SplitMix64 of Steele, Lea and Flood.
    mutating func bits() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var bits = state
        bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
        return bits ^ (bits >> 31)
    }

    mutating func number(_ range: ClosedRange<Double>) -> Double {
        range.lowerBound + (range.upperBound - range.lowerBound) * Double(bits() >> 11) * 0x1p-53
    }

    mutating func number(_ range: ClosedRange<Int>) -> Int {
        range.lowerBound + Int(bits() % UInt64(range.count))
    }

    mutating func isLucky(_ share: Double) -> Bool {
        number(0.0...1.0) < share
    }
}
