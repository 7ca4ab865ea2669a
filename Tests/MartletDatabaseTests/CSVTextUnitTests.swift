import MartletContext
import Testing

@testable import MartletDatabase

/// Rows as CSV.
@Suite struct CSVTextUnitTests {
    private func line(_ fill: (RowBuffer) -> Void, columns: [String] = ["a", "b"]) -> String {
        let row = RowBuffer(columns: columns)
        fill(row)
        var text = CSVText(columns)
        text.add(row)
        let lines = String(decoding: text.bytes, as: UTF8.self)
        return String(lines.drop { $0 != "\n" }.dropFirst())
    }

    private func add(_ text: String, to row: RowBuffer) {
        unsafe Array(text.utf8).withUnsafeBytes { unsafe row.append(text: $0) }
    }

    @Test func `the names come first, in quotation marks where they have to be`() {
        #expect(String(decoding: ["id", "a,b", ""].csv, as: UTF8.self) == "id,\"a,b\",\"\"\n")
    }

    @Test func `what is missing is nothing, and an empty text two quotation marks`() {
        let csv = line { row in
            row.appendNull()
            add("", to: row)
        }
        #expect(csv == ",\"\"\n")
    }

    @Test func `quotation marks are doubled, and line breaks kept`() {
        let csv = line { row in
            add("say \"hi\"", to: row)
            add("two\nlines", to: row)
        }
        #expect(csv == "\"say \"\"hi\"\"\",\"two\nlines\"\n")
    }

    @Test func `bytes are hexadecimal, and an instant is RFC 3339`() {
        let csv = line { row in
            row.append(bytes: [0, 255])
            row.append(Instant(microseconds: 1))
        }
        #expect(csv == "\\x00ff,1970-01-01T00:00:00.000001Z\n")
    }

    @Test func `what would end the input of COPY stands in quotation marks where it is alone`() {
        #expect(line({ add("\\.", to: $0) }, columns: ["a"]) == "\"\\.\"\n")
    }

    @Test(
        arguments: [
            (0, "0"), (-0.0, "-0"), (1, "1"), (0.1, "0.1"), (-2.5, "-2.5"), (100, "100"), (0.0001, "0.0001"),
            (0.00001, "1e-05"), (1e14, "100000000000000"), (1e15, "1e+15"), (1.25e17, "1.25e+17"), (1e100, "1e+100"),
            (123_456.789, "123456.789"), (.infinity, "Infinity"), (-.infinity, "-Infinity"), (.nan, "NaN"),
        ] as [(Double, String)]
    )
    func `a number has the shortest digits, and an exponent where PostgreSQL has one`(real: Double, text: String) {
        #expect(CSVText.text(of: real) == text)
    }
}
