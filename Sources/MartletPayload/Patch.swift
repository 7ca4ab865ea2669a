/// What a partial update says about one field.
public enum Patch<Value: FieldValue>: Sendable {
    /// The field was not sent: leave it as it is.
    case absent
    /// The field was sent as null: clear it.
    case null
    /// The field was sent with a value: set it.
    case value(Value)

    /// Returns what the field holds after the update.
    public func applied(to current: Value?) -> Value? {
        switch self {
        case .absent: current
        case .null: nil
        case .value(let value): value
        }
    }
}

extension Patch: Equatable where Value: Equatable {}
extension Patch: Hashable where Value: Hashable {}
