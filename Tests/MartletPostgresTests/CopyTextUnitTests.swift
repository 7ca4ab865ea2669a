import MartletContext
import MartletDatabase
import Testing

@testable import MartletPostgres

/// Rows as COPY reads them.
@Suite struct CopyTextUnitTests {
    private func text(_ values: DatabaseValue...) throws -> String {
        var text = CopyText()
        for value in values { try text.add(value) }
        text.endRow()
        return String(decoding: text.bytes, as: UTF8.self)
    }

    @Test func `values are separated by tabs and rows by line feeds`() throws {
        var rows = CopyText()
        for number in [1, -20] as [Int64] {
            try rows.add(.integer(number))
            try rows.add(.null)
            rows.endRow()
        }
        #expect(String(decoding: rows.bytes, as: UTF8.self) == "1\t\\N\n-20\t\\N\n")
    }

    @Test func `what would end a value or a row is escaped`() throws {
        #expect(try text(.text("a\tb\\c\nd\re")) == #"a\tb\\c\nd\re"# + "\n")
        #expect(try text(.text("")) == "\n")
        #expect(try text(.json(#"{"a":"\n"}"#)) == #"{"a":"\\n"}"# + "\n")
        #expect(throws: DatabaseError.self) { try text(.text("a\0")) }
    }

    @Test func `numbers, truth, bytes and identifiers are spelled as the server reads them`() throws {
        #expect(try text(.integer(.min), .integer(.max)) == "-9223372036854775808\t9223372036854775807\n")
        #expect(try text(.real(5), .real(-0.25), .real(.infinity), .real(.nan)) == "5\t-0.25\tinf\tnan\n")
        #expect(try text(.boolean(true), .boolean(false)) == "true\tfalse\n")
        #expect(try text(.bytes([0, 255, 0x5C])) == #"\\x00ff5c"# + "\n")
        #expect(try text(.bytes([])) == #"\\x"# + "\n")
        #expect(try text(.id(0x0123_4567_89AB_CDEF_0123_4567_89AB_CDEF)) == "01234567-89ab-cdef-0123-456789abcdef\n")
    }

    @Test(
        arguments: [
            (0, "1970-01-01T00:00:00.000000Z"), (-62_135_596_800_000_000, "0001-01-01T00:00:00.000000Z"),
            (-62_135_596_800_000_001, "0001-12-31T23:59:59.999999Z BC"),
            (-63_517_824_000_000_000, "0044-03-15T00:00:00.000000Z BC"),
            (253_402_300_800_000_000, "10000-01-01T00:00:00.000000Z"),
        ] as [(Int64, String)]
    )
    func `an instant keeps its year, whatever side of the first it lies on`(microseconds: Int64, text: String) throws {
        #expect(try self.text(.instant(Instant(microseconds: microseconds))) == text + "\n")
    }
}
