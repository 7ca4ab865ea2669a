public import MartletContext

extension Int64: ColumnValue, RowDecodable {
    /// The number, bound as a whole number.
    public var databaseValue: DatabaseValue { .integer(self) }
    /// Reads a whole number.
    public init?(column: ColumnReading) {
        guard let integer = column.integer else { return nil }
        self = integer
    }
    /// Zero.
    public static var placeholder: Int64 { 0 }
}

extension Int: ColumnValue, RowDecodable {
    /// The number, bound as a whole number.
    public var databaseValue: DatabaseValue { .integer(Int64(self)) }
    /// Reads a whole number.
    public init?(column: ColumnReading) {
        guard let integer = column.integer else { return nil }
        self.init(exactly: integer)
    }
    /// Zero.
    public static var placeholder: Int { 0 }
}

extension Double: ColumnValue, RowDecodable {
    /// The number, bound as a floating-point number.
    public var databaseValue: DatabaseValue { .real(self) }
    /// Reads a floating-point number.
    public init?(column: ColumnReading) {
        guard let real = column.real else { return nil }
        self = real
    }
    /// Zero.
    public static var placeholder: Double { 0 }
}

extension Bool: ColumnValue, RowDecodable {
    /// The truth value, bound as the engine spells it.
    public var databaseValue: DatabaseValue { .boolean(self) }
    /// Reads 0 or 1.
    public init?(column: ColumnReading) {
        switch column.integer {
        case 0: self = false
        case 1: self = true
        default: return nil
        }
    }
    /// False.
    public static var placeholder: Bool { false }
}

extension String: ColumnValue, RowDecodable {
    /// The text.
    public var databaseValue: DatabaseValue { .text(self) }
    /// Reads text.
    public init?(column: ColumnReading) {
        guard let text = column.text else { return nil }
        self = text
    }
    /// The empty text.
    public static var placeholder: String { "" }
}

extension Instant: ColumnValue, RowDecodable {
    /// The instant, bound as the engine stores it.
    public var databaseValue: DatabaseValue { .instant(self) }
    /// Reads a point in time.
    public init?(column: ColumnReading) {
        guard let instant = column.instant else { return nil }
        self = instant
    }
    /// The start of 1970.
    public static var placeholder: Instant { Instant(microseconds: 0) }
}

extension [UInt8]: ColumnValue {
    /// The raw bytes.
    public var databaseValue: DatabaseValue { .bytes(self) }
    /// Reads raw bytes.
    public init?(column: ColumnReading) {
        guard let bytes = column.bytes else { return nil }
        self = bytes
    }
    /// No bytes.
    public static var placeholder: [UInt8] { [] }
}

extension Optional: ColumnValue where Wrapped: ColumnValue {
    /// The wrapped value, or none.
    public var databaseValue: DatabaseValue { self?.databaseValue ?? .null }
    /// Reads no value as nil.
    public init?(column: ColumnReading) {
        if column.isNull {
            self = nil as Wrapped?
        } else {
            guard let value = Wrapped(column: column) else { return nil }
            self = .some(value)
        }
    }
    /// None.
    public static var placeholder: Wrapped? { nil }
    /// The type of a column that holds the wrapped values.
    public static var columnType: ColumnType { Wrapped.columnType }
}

extension ColumnValue where Self: RowDecodable {
    /// Reads the row's first column.
    public init(row: Row) throws {
        self = try row.read(at: 0)
    }
}

extension ColumnValue where Self: RawRepresentable & CaseIterable, RawValue: ColumnValue {
    /// The raw value.
    public var databaseValue: DatabaseValue { rawValue.databaseValue }
    /// Reads a raw value that one of the cases has.
    public init?(column: ColumnReading) {
        guard let raw = RawValue(column: column) else { return nil }
        self.init(rawValue: raw)
    }
    /// The first case.
    public static var placeholder: Self {
        guard let first = allCases.first else { preconditionFailure("\(Self.self) has no cases.") }
        return first
    }
}
