import MartletContext

@testable import MartletDatabase

/// Rows at hand, as an engine would give them.
final class FixedRows: RowCursor {
    let columnNames: [String]
    let changes: Int
    private var rows: [[DatabaseValue]]
    private(set) var isClosed = false

    init(_ columnNames: [String], _ rows: [[DatabaseValue]], changes: Int = 0) {
        self.columnNames = columnNames
        self.rows = rows.reversed()
        self.changes = changes
    }

    func next(into buffer: RowBuffer) throws -> Bool {
        guard let row = rows.popLast() else { return false }
        for value in row {
            switch value {
            case .null, .pattern: buffer.appendNull()
            case .integer(let integer): buffer.append(integer)
            case .real(let real): buffer.append(real)
            case .boolean(let truth): buffer.append(Int64(truth ? 1 : 0))
            case .instant(let instant): buffer.append(instant)
            case .bytes(let bytes): buffer.append(bytes: bytes)
            case .id(let bits): append("\(bits)", to: buffer)
            case .text(let text), .json(let text): append(text, to: buffer)
            }
        }
        return true
    }

    private func append(_ text: String, to buffer: RowBuffer) {
        unsafe Array(text.utf8).withUnsafeBytes { unsafe buffer.append(text: $0) }
    }

    func close() {
        isClosed = true
    }

    /// Reads an answer from the rows.
    func answer<Answer>(_ statement: Statement<Answer>) throws -> Answer {
        var rows = Rows(self, cap: statement.cap)
        return try Answer.collect(&rows)
    }
}
