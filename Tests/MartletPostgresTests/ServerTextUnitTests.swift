import MartletContext
import Testing

@testable import MartletPostgres

@Suite struct ServerTextUnitTests {
    @Test(
        arguments: [
            ("0", 0), ("-1", -1), ("9223372036854775807", .max), ("-9223372036854775808", .min),
            ("9223372036854775808", nil), ("-9223372036854775809", nil), ("12a", nil), ("1.5", nil),
        ] as [(String, Int64?)]
    )
    func `whole numbers are read up to their ends and no further`(text: String, number: Int64?) {
        #expect(integer(text) == number)
    }

    @Test(
        arguments: [
            (#"\x"#, []), (#"\x00ff7a"#, [0, 255, 122]), (#"\x0"#, nil), (#"\x0g"#, nil), ("00ff", nil), ("", nil),
        ] as [(String, [UInt8]?)]
    )
    func `bytes are read from hexadecimal digits`(text: String, bytes: [UInt8]?) {
        #expect(self.bytes(text) == bytes)
    }

    @Test func `an instant is read in UTC alone`() {
        #expect(instant("1970-01-01 00:00:01.000005+00") == Instant(microseconds: 1_000_005))
        #expect(instant("1970-01-01 00:00:01+02") == nil)
        #expect(instant("infinity") == nil)
    }

    private func integer(_ text: String) -> Int64? {
        unsafe Array(text.utf8).withUnsafeBytes { unsafe ServerText.integer($0) }
    }

    private func bytes(_ text: String) -> [UInt8]? {
        unsafe Array(text.utf8).withUnsafeBytes { unsafe ServerText.bytes($0) }
    }

    private func instant(_ text: String) -> Instant? {
        unsafe Array(text.utf8).withUnsafeBytes { unsafe ServerText.instant($0) }
    }
}
