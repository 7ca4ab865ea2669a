import CSQLite
import MartletContext
import MartletDatabase

extension PreparedStatement {
    /// Binds all values of a statement.
    func bind(_ values: [DatabaseValue]) throws -> Int32 {
        guard unsafe Int(sqlite3_bind_parameter_count(handle)) == values.count else {
            throw DatabaseError(.statement, "The statement's placeholders and its \(values.count) values do not match.")
        }
        for (index, value) in values.enumerated() {
            let code = try bind(value, at: Int32(index + 1))
            guard code == SQLITE_OK else { return code }
        }
        return SQLITE_OK
    }

    /// Binds one value; positions begin at one.
    func bind(_ value: DatabaseValue, at position: Int32) throws -> Int32 {
        switch value {
        case .null: unsafe sqlite3_bind_null(handle, position)
        case .integer(let integer): unsafe sqlite3_bind_int64(handle, position, integer)
        case .boolean(let truth): unsafe sqlite3_bind_int64(handle, position, truth ? 1 : 0)
        case .real(let real): try bind(real, at: position)
        case .text(let text), .json(let text): try bind(text, at: position)
        case .pattern(let pattern): try bind(pattern.text(in: .sqlite), at: position)
        case .instant(let instant): try bind(instant, at: position)
        case .id(let id): try bind(id.identifierText, at: position)
        case .bytes(let bytes):
            unsafe bytes.withUnsafeBytes { buffer in
                unsafe csqlite_bind_blob(handle, position, buffer.baseAddress, UInt64(buffer.count))
            }
        }
    }

    /// Instants are stored as text, which sorts as they do for as long as the year has four digits.
    private func bind(_ instant: Instant, at position: Int32) throws -> Int32 {
        guard (-62_167_219_200_000_000..<253_402_300_800_000_000).contains(instant.microseconds) else {
            throw DatabaseError(.statement, "SQLite stores instants of the years 0 to 9999; this one is \(instant).")
        }
        return try bind(instant.description, at: position)
    }

    private func bind(_ real: Double, at position: Int32) throws -> Int32 {
        guard !real.isNaN else { throw DatabaseError(.statement, "SQLite cannot store a NaN; bind nil instead.") }
        return unsafe sqlite3_bind_double(handle, position, real)
    }

    private func bind(_ text: String, at position: Int32) throws -> Int32 {
        var text = text
        return try text.withUTF8 { buffer in
            guard unsafe !buffer.contains(0) else {
                throw DatabaseError(.statement, "Text with a NUL character cannot be stored; bind bytes instead.")
            }
            return unsafe buffer.withMemoryRebound(to: CChar.self) { characters in
                unsafe csqlite_bind_text(handle, position, characters.baseAddress, UInt64(characters.count))
            }
        }
    }

    /// Adds the values of the current row to a buffer.
    func fill(_ buffer: RowBuffer) {
        for column in unsafe 0..<sqlite3_column_count(handle) {
            switch unsafe sqlite3_column_type(handle, column) {
            case SQLITE_INTEGER: unsafe buffer.append(sqlite3_column_int64(handle, column))
            case SQLITE_FLOAT: unsafe buffer.append(sqlite3_column_double(handle, column))
            case SQLITE_TEXT:
                let text = unsafe UnsafeRawPointer(sqlite3_column_text(handle, column))
                unsafe buffer.append(text: rawBytes(text, of: column))
            case SQLITE_BLOB:
                let bytes = unsafe sqlite3_column_blob(handle, column)
                unsafe buffer.append(bytes: rawBytes(bytes, of: column))
            default: buffer.appendNull()
            }
        }
    }

    private func rawBytes(_ start: UnsafeRawPointer?, of column: Int32) -> UnsafeRawBufferPointer {
        unsafe UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, column)))
    }
}

extension UInt128 {
    /// The identifier as canonical text: 32 lower-case hexadecimal digits in groups of 8, 4, 4, 4 and 12.
    var identifierText: String {
        unsafe String(unsafeUninitializedCapacity: 36) { text in
            var digit = 0
            for position in 0..<36 {
                if position == 8 || position == 13 || position == 18 || position == 23 {
                    unsafe text[position] = UInt8(ascii: "-")
                } else {
                    let value = UInt8(truncatingIfNeeded: self >> (124 - 4 * digit)) & 0xF
                    unsafe text[position] = value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
                    digit += 1
                }
            }
            return 36
        }
    }
}
