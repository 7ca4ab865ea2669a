import MartletContext

/// What a row has in a column that its list is sorted by.
enum CursorValue: Sendable, Hashable {
    case null
    case integer(Int64)
    case real(Double)
    case instant(Instant)
    case text(String)
    case bytes([UInt8])

    /// Takes a column's value.
    init(_ column: ColumnReading) {
        switch column.cell {
        case .null: self = .null
        case .integer(let integer): self = .integer(integer)
        case .real(let real): self = .real(real)
        case .instant(let instant): self = .instant(instant)
        case .text: self = .text(column.text ?? "")
        case .bytes: self = .bytes(column.bytes ?? [])
        }
    }

    /// Reads a word of a cursor; nil for what is none.
    init?(_ word: String) {
        let rest = String(word.dropFirst())
        let value: CursorValue? =
            switch word.first {
            case "n": rest.isEmpty ? .null : nil
            case "i": Int64(rest).map { .integer($0) }
            case "r": Double(rest).flatMap { $0.isNaN ? nil : .real($0) }
            case "t": Instant(rest).map { .instant($0) }
            case "s": rest.utf8.contains(0) ? nil : .text(rest)
            case "b": Base64URL.decode(rest).map { .bytes($0) }
            default: nil
            }
        guard let value else { return nil }
        self = value
    }

    /// The value as a word of a cursor.
    var word: String {
        switch self {
        case .null: "n"
        case .integer(let integer): "i\(integer)"
        case .real(let real): "r\(real)"
        case .instant(let instant): "t\(instant)"
        case .text(let text): "s\(text)"
        case .bytes(let bytes): "b\(Base64URL.encode(bytes))"
        }
    }

    /// The value as a column that holds it.
    var column: ColumnReading {
        let buffer = RowBuffer(columns: [])
        switch self {
        case .null: buffer.appendNull()
        case .integer(let integer): buffer.append(integer)
        case .real(let real): buffer.append(real)
        case .instant(let instant): buffer.append(instant)
        case .text(let text): buffer.append(text: text)
        case .bytes(let bytes): buffer.append(bytes: bytes)
        }
        return ColumnReading(buffer: buffer, cell: buffer.cells[0])
    }
}
