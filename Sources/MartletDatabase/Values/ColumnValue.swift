public import MartletContext

/// A type that is bound to statements and read from columns.
public protocol ColumnValue: Sendable {
    /// The value as it is bound.
    var databaseValue: DatabaseValue { get }

    /// Reads a value; nil when the column holds something else.
    init?(column: ColumnReading)

    /// Any value, handed to a record's initializer while its columns are listed.
    static var placeholder: Self { get }

    /// The type of a column that holds such values, also where there is none; that of the ``placeholder`` unless said.
    static var columnType: ColumnType { get }
}

extension ColumnValue {
    /// The type of a column that holds the ``placeholder``.
    public static var columnType: ColumnType { placeholder.databaseValue.columnType ?? .text }
}

/// A column's value on its way from the database; not `Sendable`, read where the statement runs.
public struct ColumnReading {
    let buffer: RowBuffer
    let cell: RowBuffer.Cell

    /// Tells whether the column holds no value.
    public var isNull: Bool {
        if case .null = cell { true } else { false }
    }

    /// The value as a whole number; text is read as decimal digits.
    public var integer: Int64? {
        switch cell {
        case .integer(let integer): integer
        case .text: text.flatMap { Int64($0) }
        default: nil
        }
    }

    /// The value as a floating-point number; text is read as a decimal number.
    public var real: Double? {
        switch cell {
        case .real(let real): real
        case .integer(let integer): Double(exactly: integer)
        case .text: text.flatMap { Double($0) }
        default: nil
        }
    }

    /// The value as a point in time; text is read as RFC 3339.
    public var instant: Instant? {
        switch cell {
        case .instant(let instant): instant
        case .text: text.flatMap { Instant($0) }
        default: nil
        }
    }

    /// The value as text.
    public var text: String? {
        guard case .text(let range) = cell else { return nil }
        return String(decoding: buffer.bytes[range], as: UTF8.self)
    }

    /// The value as raw bytes.
    public var bytes: [UInt8]? {
        guard case .bytes(let range) = cell else { return nil }
        return Array(buffer.bytes[range])
    }
}

@available(*, unavailable)
extension ColumnReading: Sendable {}
