import NIOCore

/// Writes JSON straight into a buffer.
///
/// What JSON cannot say, a number that is not finite, is remembered and thrown by ``JSON/encode(_:into:)``.
public struct JSONWriter: Sendable {
    var buffer: ByteBuffer
    var isUnencodable = false

    init(_ buffer: ByteBuffer) {
        self.buffer = buffer
    }

    /// Writes null.
    public mutating func null() {
        buffer.writeStaticString("null")
    }

    /// Writes true or false.
    public mutating func bool(_ value: Bool) {
        buffer.writeStaticString(value ? "true" : "false")
    }

    /// Writes a double in the fewest digits that read back as the same one.
    public mutating func number(_ value: Double) {
        guard value.isFinite else {
            isUnencodable = true
            return null()
        }
        buffer.writeString(value.description)
    }

    /// Writes the items of an array.
    public mutating func array<Element: FieldValue>(_ items: some Sequence<Element>) {
        buffer.writeInteger(UInt8(ascii: "["))
        var isFirst = true
        for item in items {
            if !isFirst { buffer.writeInteger(UInt8(ascii: ",")) }
            isFirst = false
            item.write(to: &self)
        }
        buffer.writeInteger(UInt8(ascii: "]"))
    }

    /// Writes a payload as an object.
    public mutating func object(_ payload: some Payload) {
        object { payload.write(to: &$0) }
    }

    /// Writes an object whose fields a closure names.
    public mutating func object(_ write: (inout ObjectWriter) -> Void) {
        buffer.writeInteger(UInt8(ascii: "{"))
        var object = ObjectWriter(consume self)
        write(&object)
        self = object.json
        buffer.writeInteger(UInt8(ascii: "}"))
    }

    /// Writes a dictionary as an object, its keys in order.
    mutating func dictionary(_ items: [String: some FieldValue]) {
        buffer.writeInteger(UInt8(ascii: "{"))
        var isFirst = true
        for (key, value) in items.sorted(by: { $0.key < $1.key }) {
            if !isFirst { buffer.writeInteger(UInt8(ascii: ",")) }
            isFirst = false
            string(key)
            buffer.writeInteger(UInt8(ascii: ":"))
            value.write(to: &self)
        }
        buffer.writeInteger(UInt8(ascii: "}"))
    }

    /// Writes bytes that are one JSON value.
    mutating func raw(_ bytes: [UInt8]) {
        buffer.writeBytes(bytes)
    }
}
