public import MartletContext

/// A value on its way to the database.
public enum DatabaseValue: Sendable, Hashable {
    /// No value.
    case null
    /// A whole number.
    case integer(Int64)
    /// A floating-point number.
    case real(Double)
    /// A truth value.
    case boolean(Bool)
    /// Unicode text.
    case text(String)
    /// Raw bytes.
    case bytes([UInt8])
    /// A point in time.
    case instant(Instant)
    /// A 128-bit identifier.
    case id(UInt128)
    /// A JSON document as text.
    case json(String)
    /// What a text is searched for.
    case pattern(TextPattern)
}
