import NIOCore

/// Writes the fields of one JSON object.
public struct ObjectWriter: Sendable {
    var json: JSONWriter
    private var isFirst = true

    init(_ json: consuming JSONWriter) {
        self.json = json
    }

    /// Writes a field.
    public mutating func field<Value: FieldValue>(_ name: StaticString, _ value: Value) {
        key(name)
        value.write(to: &json)
    }

    /// Writes a field, or nothing when it has no value.
    public mutating func field<Value: FieldValue>(_ name: StaticString, _ value: Value?) {
        guard let value else { return }
        key(name)
        value.write(to: &json)
    }

    /// Writes a field, with null when it has no value.
    public mutating func nullable<Value: FieldValue>(_ name: StaticString, _ value: Value?) {
        key(name)
        value.write(to: &json)
    }

    /// Writes a field of a partial update: nothing when it is absent.
    public mutating func field<Value: FieldValue>(_ name: StaticString, _ value: Patch<Value>) {
        switch value {
        case .absent: break
        case .null: nullable(name, Value?.none)
        case .value(let value): field(name, value)
        }
    }

    private mutating func key(_ name: StaticString) {
        if !isFirst { json.buffer.writeInteger(UInt8(ascii: ",")) }
        isFirst = false
        json.key(name)
    }
}
