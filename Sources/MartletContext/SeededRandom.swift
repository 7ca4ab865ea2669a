import Synchronization

/// A repeatable source: the same seed gives the same numbers.
///
/// SplitMix64 of Steele, Lea and Flood, 2014. Not for secrets.
public final class SeededRandom: RandomSource {
    private let state: Atomic<UInt64>

    /// Creates a source from a seed.
    public init(seed: UInt64) {
        state = Atomic(seed)
    }

    /// Returns the next 64 bits of the sequence.
    public func next() -> UInt64 {
        var bits = state.wrappingAdd(0x9E37_79B9_7F4A_7C15, ordering: .relaxed).newValue
        bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
        return bits ^ (bits >> 31)
    }
}
