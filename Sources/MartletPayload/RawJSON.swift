public import NIOCore

/// The bytes of one JSON value, checked but not taken apart.
public struct RawJSON: Sendable, Hashable, CustomStringConvertible {
    /// The value's bytes.
    public let bytes: [UInt8]

    /// Takes bytes that were checked already.
    init(checked bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Checks that a buffer holds exactly one JSON value.
    public init(_ buffer: ByteBuffer) throws(PayloadError) {
        self = try JSON.decode(from: buffer)
    }

    /// Checks that a text is exactly one JSON value.
    public init(text: some StringProtocol) throws(PayloadError) {
        try self.init(ByteBuffer(bytes: Array(text.utf8)))
    }

    /// Encodes a value.
    public init(encoding value: some FieldValue) throws(PayloadError) {
        var buffer = try JSON.encode(value)
        bytes = buffer.readBytes(length: buffer.readableBytes) ?? []
    }

    /// Decodes the value as a type; throws ``PayloadError`` with every issue when it is another one.
    public func decode<Value: FieldValue>(_ type: Value.Type = Value.self) throws(PayloadError) -> Value {
        try JSON.decode(from: ByteBuffer(bytes: bytes))
    }

    /// The empty object.
    public static let emptyObject = RawJSON(checked: Array("{}".utf8))

    /// Writes an object; a number that is not finite becomes null.
    public static func object(_ write: (inout ObjectWriter) -> Void) -> RawJSON {
        var writer = JSONWriter(ByteBuffer())
        writer.object(write)
        return RawJSON(checked: writer.buffer.readBytes(length: writer.buffer.readableBytes) ?? [])
    }

    /// The value as text.
    public var description: String {
        String(decoding: bytes, as: UTF8.self)
    }
}

extension RawJSON: FieldValue {
    /// Null.
    public static var placeholder: RawJSON { RawJSON(checked: Array("null".utf8)) }

    /// What the value is called in a message.
    public static var expectation: String { "a JSON value" }

    /// Takes any JSON value.
    public static func read(from json: inout JSONReader) -> RawJSON? {
        json.readRaw()
    }

    /// Writes the bytes as they are.
    public func write(to json: inout JSONWriter) {
        json.raw(bytes)
    }
}
