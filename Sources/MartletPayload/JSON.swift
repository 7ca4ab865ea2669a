public import NIOCore

/// The doors of the JSON reader and writer.
public enum JSON: Sendable {
    /// Decodes a value from bytes that hold nothing else.
    ///
    /// Throws ``PayloadError`` with code `malformed` for what is not JSON, and with code `invalid` and every issue, at
    /// most 100, for what is not what the type declares.
    public static func decode<Value: FieldValue>(
        _ type: Value.Type = Value.self,
        from body: ByteBuffer
    ) throws(PayloadError) -> Value {
        try BodyReading.read(body, parameters: Parameters(), hasBody: true) { reader in
            reader.skipWhitespace()
            return Value.read(from: &reader)
        }
    }

    /// Appends a value's JSON to a buffer; throws when it holds a number that is not finite, and appends nothing then.
    public static func encode(_ value: some FieldValue, into buffer: inout ByteBuffer) throws(PayloadError) {
        let start = buffer.writerIndex
        var writer = JSONWriter(buffer)
        buffer = ByteBuffer()
        value.write(to: &writer)
        buffer = writer.buffer
        if writer.isUnencodable {
            buffer.moveWriterIndex(to: start)
            throw PayloadError(code: .unencodable, message: "JSON has no infinite numbers and no not-a-number.")
        }
    }

    /// Returns a value's JSON.
    public static func encode(_ value: some FieldValue) throws(PayloadError) -> ByteBuffer {
        var buffer = ByteBuffer()
        try encode(value, into: &buffer)
        return buffer
    }
}

extension Payload {
    /// Decodes a payload from a request: its path, query and headers, and its body where it has one.
    ///
    /// A field comes from the path where the path names it, else from the body, or from the query in a request without
    /// a body; ``FieldSource`` names another place. Query parameters that no field asks for are refused.
    public init(body: ByteBuffer?, parameters: Parameters) throws(PayloadError) {
        self = try BodyReading.read(body ?? ByteBuffer(), parameters: parameters, hasBody: body != nil) { reader in
            reader.readRoot()
        }
    }
}
