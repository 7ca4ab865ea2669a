import Glibc
import Synchronization

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
///
/// It is fetched in blocks, because every fetch is a call of the kernel and every id needs two numbers.
public struct SystemRandom: RandomSource {
    private static let block = Mutex(RandomBlock())

    /// Creates the system's source.
    public init() {}

    /// Returns 64 random bits.
    public func next() -> UInt64 {
        Self.block.withLock { $0.next() }
    }
}

/// Random numbers on hand; each is given out once.
private struct RandomBlock {
    private var numbers = InlineArray<64, UInt64>(repeating: 0)
    private var left = 0

    mutating func next() -> UInt64 {
        if left == 0 { fill() }
        left -= 1
        defer { numbers[left] = 0 }
        return numbers[left]
    }

    private mutating func fill() {
        var span = numbers.mutableSpan
        unsafe span.withUnsafeMutableBytes { bytes in
            if let start = bytes.baseAddress { unsafe arc4random_buf(start, bytes.count) }
        }
        left = numbers.count
    }
}
