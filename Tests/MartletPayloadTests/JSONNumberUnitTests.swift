import MartletContext
import MartletPayload
import NIOCore
import Testing

@Suite struct JSONNumberUnitTests {
    @Test(arguments: [
        ("0", 0), ("-0", 0), ("7", 7), ("-7", -7), ("1.0", 1), ("-1.000", -1), ("1e2", 100), ("1.5e1", 15),
        ("100e-2", 1),
        ("9223372036854775807", Int64.max), ("-9223372036854775808", Int64.min), ("0.0", 0), ("0e5", 0), ("0.0e-7", 0),
        ("9223372036854775807.000", Int64.max), ("922337203685477580700e-2", Int64.max), ("0.00001e5", 1),
        ("123456789012345", 123_456_789_012_345), ("1234567890123456", 1_234_567_890_123_456), ("1E0", 1),
        ("0e99999999999999999999", 0), ("10.0", 10), ("1200e-2", 12),
    ])
    func `an integer may be written with a fraction of zeros or an exponent`(_ text: String, _ value: Int64) {
        #expect(decoded(Int64.self, text).value == value)
    }

    @Test(arguments: [
        "9223372036854775808", "-9223372036854775809", "1e19", "1e400", "99999999999999999999999999999999999999999999",
        "1e99999999999999999999",
    ])
    func `an integer that does not fit is refused`(_ text: String) {
        #expect(decoded(Int64.self, text).issues == [" range"])
    }

    @Test(arguments: ["0.5", "-1.5", "1e-1", "1.23e1", "1e-400", "0.10", "100e-3"])
    func `a number with a fraction is no integer`(_ text: String) {
        #expect(decoded(Int64.self, text).issues == [" type"])
    }

    @Test(arguments: ["\"1\"", "true", "null", "[1]", "{}", "\"\""])
    func `a value of another kind is no number`(_ text: String) {
        #expect(decoded(Int.self, text).issues == [" type"])
        #expect(decoded(Double.self, text).issues == [" type"])
    }

    @Test
    func `every width has its own bounds`() {
        func bounds<Number: FixedWidthInteger & FieldValue>(_ type: Number.Type) {
            #expect(decoded(type, "\(Number.min)").value == Number.min)
            #expect(decoded(type, "\(Number.max)").value == Number.max)
            #expect(decoded(type, "\(Number.max).0").value == Number.max)
            #expect(decoded(type, "\(Int128(Number.min) - 1)").issues == [" range"])
            #expect(decoded(type, "\(Int128(Number.max) + 1)").issues == [" range"])
            #expect(decoded(type, "\(Int128(Number.max) + 1).0").issues == [" range"])
        }
        bounds(Int.self)
        bounds(Int8.self)
        bounds(Int16.self)
        bounds(Int32.self)
        bounds(Int64.self)
        bounds(UInt.self)
        bounds(UInt8.self)
        bounds(UInt16.self)
        bounds(UInt32.self)
        bounds(UInt64.self)
    }

    @Test(
        arguments: [
            ("0", 0), ("1", 1), ("-2.5", -2.5), ("0.1", 0.1), ("3.14159265358979", 3.14159265358979), ("1e22", 1e22),
            ("1e23", 1e23), ("123456789.123456789", 123456789.123456789),
            ("1.7976931348623157e308", .greatestFiniteMagnitude),
            ("5e-324", .leastNonzeroMagnitude), ("4.9406564584124654e-324", .leastNonzeroMagnitude),
            ("2.4703282292062327e-324", 0), ("1e-400", 0),
            ("2.2250738585072011e-308", Double(bitPattern: 0xF_FFFF_FFFF_FFFF)),
            ("2.2250738585072014e-308", .leastNormalMagnitude),
            ("9007199254740993", 9007199254740992), ("9007199254740993.0000000000000000000000001", 9007199254740994),
            ("0.000000000000001", 1e-15), ("100000000000000000000", 1e20), ("0.30000000000000004", 0.30000000000000004),
            ("8.98846567431158e307", 8.98846567431158e307), ("179769313486231580000e288", 1.7976931348623158e308),
        ] as [(String, Double)]
    )
    func `a double is the nearest one`(_ text: String, _ value: Double) {
        #expect(decoded(Double.self, text).value == value)
    }

    @Test
    func `minus zero keeps its sign`() {
        #expect(decoded(Double.self, "-0").value?.sign == .minus)
        #expect(decoded(Double.self, "-0.0e0").value?.sign == .minus)
        #expect(decoded(Double.self, "0").value?.sign == .plus)
    }

    @Test(arguments: ["1e309", "-1e309", "1e400", "1.7976931348623159e308", "1e99999999999999999999"])
    func `a double out of range is refused`(_ text: String) {
        #expect(decoded(Double.self, text).issues == [" range"])
    }

    @Test
    func `a number of a million digits is rounded, refused or accepted, never guessed`() {
        let zeros = String(repeating: "0", count: 1_000_000)
        let nines = String(repeating: "9", count: 1_000_000)
        #expect(decoded(Double.self, "1.\(zeros)1").value == 1)
        #expect(decoded(Double.self, "0.\(zeros)1e1000001").value == 1)
        #expect(decoded(Double.self, "1\(zeros)e-1000000").value == 1)
        #expect(decoded(Double.self, "1\(zeros)1e-1000001").value == 1)
        #expect(decoded(Double.self, nines).issues == [" range"])
        #expect(decoded(Double.self, "0.\(nines)").value == 1)
        #expect(decoded(Int.self, nines).issues == [" range"])
        #expect(decoded(Int.self, "1\(zeros)e-1000000").value == 1)
        #expect(decoded(Int.self, "1.\(zeros)").value == 1)
        #expect(decoded(Int.self, "1.\(zeros)1").issues == [" type"])
        #expect(decoded(RawJSON.self, nines).value != nil)
    }

    @Test
    func `digits beyond the 800th still break ties`() {
        let half = "9007199254740993"
        let zeros = String(repeating: "0", count: 900)
        #expect(decoded(Double.self, "\(half).\(zeros)").value == 9007199254740992)
        #expect(decoded(Double.self, "\(half).\(zeros)1").value == 9007199254740994)
        #expect(decoded(Double.self, "\(half).\(zeros)10").value == 9007199254740994)
    }

    @Test
    func `random doubles and integers come back bit by bit`() throws {
        let random = SeededRandom(seed: 8259)
        for _ in 0..<10_000 {
            let bits = random.next()
            let double = Double(bitPattern: bits)
            if double.isFinite {
                let text = try JSON.encode(double).text
                #expect(decoded(Double.self, text).value?.bitPattern == bits, "\(text)")
            }
            let integer = Int64(bitPattern: bits) >> Int64(random.next() % 64)
            #expect(decoded(Int64.self, try JSON.encode(integer).text).value == integer)
            let short = Double(Int64(bitPattern: random.next()) % 1_000_000_000) / 1000
            #expect(decoded(Double.self, short.description).value == short)
        }
    }
}
