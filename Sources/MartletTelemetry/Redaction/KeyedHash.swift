/// A keyed hash that stands in for personal data: SipHash-2-4 of Aumasson and Bernstein, 2012.
///
/// Equal values give equal hashes; without the key a hash cannot be compared with guesses.
struct KeyedHash: Sendable {
    private let low: UInt64
    private let high: UInt64

    /// Creates a hash; the key's lower half is the paper's `k0`.
    init(key: UInt128) {
        low = UInt64(truncatingIfNeeded: key)
        high = UInt64(truncatingIfNeeded: key >> 64)
    }

    func hash(_ bytes: borrowing Span<UInt8>) -> UInt64 {
        var state = SipState(low, high)
        let whole = bytes.count & ~7
        for start in stride(from: 0, to: whole, by: 8) {
            var word: UInt64 = 0
            for offset in 0..<8 { word |= UInt64(bytes[start + offset]) << UInt64(8 * offset) }
            state.compress(word)
        }
        var last = UInt64(truncatingIfNeeded: bytes.count) << 56
        for index in whole..<bytes.count { last |= UInt64(bytes[index]) << UInt64(8 * (index - whole)) }
        state.compress(last)
        return state.finish()
    }

    /// The hash as 16 hexadecimal digits.
    func digits(of bytes: borrowing Span<UInt8>) -> String {
        let digits = String(hash(bytes), radix: 16)
        return String(repeating: "0", count: 16 - digits.utf8.count) + digits
    }
}

private struct SipState {
    private var a, b, c, d: UInt64

    init(_ low: UInt64, _ high: UInt64) {
        a = low ^ 0x736F_6D65_7073_6575
        b = high ^ 0x646F_7261_6E64_6F6D
        c = low ^ 0x6C79_6765_6E65_7261
        d = high ^ 0x7465_6462_7974_6573
    }

    mutating func compress(_ word: UInt64) {
        d ^= word
        round()
        round()
        a ^= word
    }

    mutating func finish() -> UInt64 {
        c ^= 0xFF
        for _ in 0..<4 { round() }
        return a ^ b ^ c ^ d
    }

    private mutating func round() {
        a &+= b
        b = rotate(b, 13) ^ a
        a = rotate(a, 32)
        c &+= d
        d = rotate(d, 16) ^ c
        a &+= d
        d = rotate(d, 21) ^ a
        c &+= b
        b = rotate(b, 17) ^ c
        c = rotate(c, 32)
    }

    private func rotate(_ word: UInt64, _ count: UInt64) -> UInt64 {
        (word << count) | (word >> (64 - count))
    }
}
