import CLibpq
import MartletContext
import MartletDatabase

/// The rows of a statement's answer, which has arrived as a whole.
final class ResultCursor: RowCursor {
    private enum Column {
        case boolean, integer, real, bytes, instant, text
    }

    let columnNames: [String]
    private var result: QueryResult?
    private let columns: [Column]
    private let count: Int32
    private var row: Int32 = 0

    init(_ result: QueryResult) {
        self.result = result
        let pointer = unsafe result.pointer
        count = unsafe PQntuples(pointer)
        let positions = unsafe 0..<PQnfields(pointer)
        columnNames = positions.map { position in
            unsafe PQfname(pointer, position).map { unsafe String(cString: $0) } ?? ""
        }
        columns = positions.map { Self.column(unsafe PQftype(pointer, $0)) }
    }

    /// The rows touched; a query touches none.
    var changes: Int {
        guard let result, !result.tag.hasPrefix("SELECT") else { return 0 }
        return unsafe Int(String(cString: PQcmdTuples(result.pointer))) ?? 0
    }

    func next(into buffer: RowBuffer) throws -> Bool {
        guard let result, row < count else { return false }
        for (position, column) in columns.enumerated() {
            let field = Int32(position)
            if unsafe PQgetisnull(result.pointer, row, field) == 1 {
                buffer.appendNull()
            } else if let value = unsafe PQgetvalue(result.pointer, row, field) {
                let length = Int(unsafe PQgetlength(result.pointer, row, field))
                unsafe append(UnsafeRawBufferPointer(start: value, count: length), as: column, to: buffer)
            }
        }
        row += 1
        return true
    }

    func close() {
        result = nil
    }

    /// Adds a value; what does not read as its column's type, such as an infinite instant, is handed on as text.
    private func append(_ value: UnsafeRawBufferPointer, as column: Column, to buffer: RowBuffer) {
        switch column {
        case .boolean:
            buffer.append(Int64(unsafe value.first == UInt8(ascii: "t") ? 1 : 0))
            return
        case .integer:
            if let integer = unsafe ServerText.integer(value) { return buffer.append(integer) }
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

    private static func column(_ type: Oid) -> Column {
        switch type {
        case TypeID.boolean: .boolean
        case TypeID.int2, TypeID.int4, TypeID.int8, TypeID.oid: .integer
        case TypeID.float4, TypeID.float8: .real
        case TypeID.bytes: .bytes
        case TypeID.instant: .instant
        default: .text
        }
    }
}
