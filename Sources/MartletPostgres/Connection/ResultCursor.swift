import CLibpq
import MartletContext
import MartletDatabase

/// The rows of a statement's answer, which has arrived as a whole.
final class ResultCursor: RowCursor {
    private var result: QueryResult?
    private let columns: ResultColumns
    private let count: Int32
    private var row: Int32 = 0

    init(_ result: QueryResult, _ columns: ResultColumns) {
        self.result = result
        self.columns = columns
        count = unsafe PQntuples(result.pointer)
    }

    var columnNames: [String] { columns.names }

    /// The rows touched; a query touches none.
    var changes: Int {
        guard let result, !result.tag.hasPrefix("SELECT") else { return 0 }
        return unsafe Int(String(cString: PQcmdTuples(result.pointer))) ?? 0
    }

    func next(into buffer: RowBuffer) throws -> Bool {
        guard let result, row < count else { return false }
        var field: Int32 = 0
        for kind in columns.kinds {
            if unsafe PQgetisnull(result.pointer, row, field) == 1 {
                buffer.appendNull()
            } else if let value = unsafe PQgetvalue(result.pointer, row, field) {
                let length = Int(unsafe PQgetlength(result.pointer, row, field))
                unsafe append(UnsafeRawBufferPointer(start: value, count: length), as: kind, to: buffer)
            }
            field += 1
        }
        row += 1
        return true
    }

    func close() {
        result = nil
    }

    /// Adds a value; what does not read as its column's type, such as an infinite instant, is handed on as text.
    private func append(_ value: UnsafeRawBufferPointer, as kind: ResultColumns.Kind, to buffer: RowBuffer) {
        switch kind {
        case .boolean:
            buffer.append(Int64(unsafe value.first == UInt8(ascii: "t") ? 1 : 0))
            return
        case .integer:
            if let integer = unsafe ServerText.integer(value) { return buffer.append(integer) }
        case .single:
            // As the server compares it with others: its shortest text is another number in double precision.
            if let real = Float(unsafe String(decoding: value, as: UTF8.self)) { return buffer.append(Double(real)) }
        case .real:
            if let real = Double(unsafe String(decoding: value, as: UTF8.self)) { return buffer.append(real) }
        case .instant:
            if let instant = unsafe ServerText.instant(value) { return buffer.append(instant) }
        case .bytes:
            if let bytes = unsafe ServerText.bytes(value) { return buffer.append(bytes: bytes) }
        case .text: break
        }
        unsafe buffer.append(text: value)
    }
}
