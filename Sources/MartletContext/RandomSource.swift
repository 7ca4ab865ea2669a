/// A source of random bits that may be shared between tasks.
public protocol RandomSource: Sendable {
    /// Returns 64 random bits.
    func next() -> UInt64
}

extension RandomSource {
    /// Returns a number from zero up to, but not including, one.
    public func unit() -> Double {
        Double(next() >> 11) * 0x1p-53
    }
}

/// The system's cryptographically secure randomness.
public struct SystemRandom: RandomSource {
    /// Creates the system's source.
    public init() {}

    /// Returns 64 random bits.
    public func next() -> UInt64 {
        var generator = SystemRandomNumberGenerator()
        return generator.next()
    }
}
