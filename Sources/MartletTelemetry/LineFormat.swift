/// The shape in which a record becomes a line.
protocol LineFormat: Sendable {
    /// Appends the record as one line, its line end included.
    func append(_ record: LogRecord, scrubber: FieldScrubber, to line: inout [UInt8])
}

/// The bounds of what one record may write.
enum LineLimits {
    /// Bytes of one value, as escaped.
    static let value = 8 << 10
    /// Bytes of a name, a logger's label, a correlation id.
    static let name = 256
    /// Bytes of a line up to the end of its fields, which leaves room for the error within 64 KiB.
    static let fields = 52 << 10
    /// Levels of nested metadata.
    static let depth = 8
}
