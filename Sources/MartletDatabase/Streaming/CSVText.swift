import MartletContext

/// Rows as CSV of RFC 4180 with line feeds, spelled as PostgreSQL's COPY does.
struct CSVText {
    /// The text so far.
    var bytes: [UInt8] = []

    private let columns: Int
    private var column = 0

    /// Begins with a row of names.
    init(_ names: [String]) {
        columns = names.count
        for name in names { add(Array(name.utf8)[...], quoted: name.isEmpty) }
        endRow()
    }

    /// Adds a row.
    mutating func add(_ row: RowBuffer) {
        for cell in row.cells {
            switch cell {
            case .null: add([], quoted: false)
            case .integer(let integer): add(Array("\(integer)".utf8)[...], quoted: false)
            case .real(let real): add(Array(Self.text(of: real).utf8)[...], quoted: false)
            case .instant(let instant): add(Array(instant.description.utf8)[...], quoted: false)
            case .text(let range): add(row.bytes[range], quoted: range.isEmpty)
            case .bytes(let range):
                let digits = row.bytes[range].flatMap { [Self.digit($0 >> 4), Self.digit($0 & 0xF)] }
                add([UInt8(ascii: "\\"), UInt8(ascii: "x")] + digits, quoted: false)
            }
        }
        endRow()
    }

    private mutating func endRow() {
        bytes.append(UInt8(ascii: "\n"))
        column = 0
    }

    /// Adds a value, in quotation marks where it has to be: no value and an empty one differ by them.
    private mutating func add(_ value: ArraySlice<UInt8>, quoted: Bool) {
        if column > 0 { bytes.append(UInt8(ascii: ",")) }
        column += 1
        let ends = columns == 1 && value.elementsEqual([UInt8(ascii: "\\"), UInt8(ascii: ".")])
        let mark = UInt8(ascii: "\"")
        guard
            quoted || ends
                || value.contains(where: {
                    $0 == mark || $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r")
                })
        else { return bytes += value }
        bytes.append(mark)
        for byte in value {
            if byte == mark { bytes.append(mark) }
            bytes.append(byte)
        }
        bytes.append(mark)
    }

    private static func digit(_ nibble: UInt8) -> UInt8 {
        nibble < 10 ? UInt8(ascii: "0") + nibble : UInt8(ascii: "a") + nibble - 10
    }

    /// The shortest digits that read as the number, with an exponent where PostgreSQL has one.
    static func text(of real: Double) -> String {
        guard real.isFinite else { return real.isNaN ? "NaN" : real < 0 ? "-Infinity" : "Infinity" }
        let parts = "\(real.magnitude)".split(separator: "e")
        let number = parts[0].split(separator: ".", omittingEmptySubsequences: false)
        let all = number.joined()
        let digits = String(all.drop { $0 == "0" }.reversed().drop { $0 == "0" }.reversed())
        let sign = real.sign == .minus ? "-" : ""
        guard !digits.isEmpty else { return sign + "0" }
        let zeros = all.prefix { $0 == "0" }.count
        // How many digits stand before the point.
        let point = number[0].count - zeros + (parts.count == 2 ? Int(parts[1]) ?? 0 : 0)
        switch point {
        case -3...0: return sign + "0." + String(repeating: "0", count: -point) + digits
        case 1...15 where digits.count <= point:
            return sign + digits + String(repeating: "0", count: point - digits.count)
        case 1...15: return sign + digits.prefix(point) + "." + digits.dropFirst(point)
        default:
            let power = abs(point - 1)
            let fraction = digits.count > 1 ? "." + digits.dropFirst() : ""
            return sign + digits.prefix(1) + fraction + (point > 0 ? "e+" : "e-") + (power < 10 ? "0" : "") + "\(power)"
        }
    }
}

extension DatabaseEngine {
    /// Writes the rows of a query as CSV, read a few at a time.
    public func export(_ sql: SQL, _ send: @escaping @Sendable ([UInt8]) throws -> Void) async throws {
        try await stream(sql) { cursor in
            let row = RowBuffer(columns: cursor.columnNames)
            var text = CSVText(cursor.columnNames)
            while try cursor.next(into: row) {
                text.add(row)
                row.clear()
                guard text.bytes.count >= 65_536 else { continue }
                try send(text.bytes)
                text.bytes.removeAll(keepingCapacity: true)
            }
            try send(text.bytes)
        }
    }
}

extension [String] {
    /// The names of columns as a row of CSV.
    package var csv: [UInt8] { CSVText(self).bytes }
}
