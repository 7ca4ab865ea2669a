import MartletPayload

extension DatabaseValue {
    /// The type of column that the value is for; nil for no value.
    var columnType: ColumnType? {
        switch self {
        case .null: nil
        case .integer: .integer
        case .real: .real
        case .boolean: .boolean
        case .text, .pattern: .text
        case .bytes: .bytes
        case .instant: .instant
        case .id: .id
        case .json: .json
        }
    }

    /// The value as JSON; throws for what JSON does not have.
    func json() throws -> RawJSON {
        switch self {
        case .null: RawJSON.placeholder
        case .integer(let integer): try RawJSON(encoding: integer)
        case .real(let real): try RawJSON(encoding: real)
        case .boolean(let boolean): try RawJSON(encoding: boolean)
        case .text(let text): try RawJSON(encoding: text)
        case .instant(let instant): try RawJSON(encoding: instant)
        case .id(let bits): try RawJSON(encoding: ID<Never>(bits: bits))
        case .json(let text): try RawJSON(text: text)
        case .bytes, .pattern: throw DatabaseError(.statement, "JSON has no raw bytes.")
        }
    }
}
