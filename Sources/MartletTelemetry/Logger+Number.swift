public import Logging

extension Logger.MetadataValue {
    /// Makes a field that stays a number in JSON; the same as `.stringConvertible(value)`.
    public static func number(_ value: some BinaryInteger & Sendable) -> Self {
        .stringConvertible(value)
    }

    /// Makes a field that stays a number in JSON; the same as `.stringConvertible(value)`.
    public static func number(_ value: Double) -> Self {
        .stringConvertible(value)
    }
}
