/// An address of a machine: four bytes of IPv4, or sixteen of IPv6.
struct NetworkAddress: Sendable, Hashable {
    private let bytes: [UInt8]

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Tells whether it is somebody's on the internet: not this machine's, its network's or its cloud's, nor reserved.
    var isPublic: Bool {
        guard bytes.count == 4 else {
            return Self.global.contains(bytes) && !Self.reservedV6.contains { $0.contains(bytes) }
        }
        return !Self.reservedV4.contains { $0.contains(bytes) }
    }

    /// A range of addresses: those whose first bits are the same.
    private struct Range {
        let start: [UInt8]
        let bits: Int

        func contains(_ bytes: [UInt8]) -> Bool {
            (0..<bits).allSatisfy { bit in
                let mask = UInt8(0x80) >> UInt8(bit % 8)
                let first = bit / 8 < start.count ? start[bit / 8] : 0
                return first & mask == bytes[bit / 8] & mask
            }
        }
    }

    /// What RFC 6890 and its successors set aside.
    private static let reservedV4 = [
        Range(start: [0], bits: 8), Range(start: [10], bits: 8), Range(start: [100, 64], bits: 10),
        Range(start: [127], bits: 8), Range(start: [169, 254], bits: 16), Range(start: [172, 16], bits: 12),
        Range(start: [192, 0, 0], bits: 24), Range(start: [192, 0, 2], bits: 24),
        Range(start: [192, 88, 99], bits: 24),
        Range(start: [192, 168], bits: 16), Range(start: [198, 18], bits: 15), Range(start: [198, 51, 100], bits: 24),
        Range(start: [203, 0, 113], bits: 24), Range(start: [224], bits: 3),
    ]

    /// All of IPv6 that is given out to the internet; loopback, private and mapped addresses are elsewhere.
    private static let global = Range(start: [0x20], bits: 3)

    /// What is set aside within: protocols' own, documents', and addresses of IPv4 in disguise.
    private static let reservedV6 = [
        Range(start: [0x20, 0x01, 0], bits: 23), Range(start: [0x20, 0x01, 0x0d, 0xb8], bits: 32),
        Range(start: [0x20, 0x02], bits: 16), Range(start: [0x3f, 0xff, 0], bits: 20),
    ]
}
