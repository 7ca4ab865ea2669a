public import MartletContext

/// A source of random bits that always gives the same ones.
public struct FixedRandom: RandomSource {
    private let bits: UInt64

    /// Creates a source that gives the same 64 bits each time.
    public init(_ bits: UInt64 = 0) {
        self.bits = bits
    }

    /// Creates a source whose `unit()` is the given number, from zero up to, but not including, one.
    public init(unit: Double) {
        precondition((0..<1).contains(unit), "A unit number lies in 0..<1.")
        bits = UInt64(unit * 0x1p53) << 11
    }

    /// Returns the bits.
    public func next() -> UInt64 {
        bits
    }
}
