import NIOCore

/// Lends a buffer's bytes to a reader.
enum BodyReading {
    static func read<Value>(
        _ body: ByteBuffer,
        parameters: Parameters,
        hasBody: Bool,
        _ read: (inout JSONReader) -> Value?
    ) throws(PayloadError) -> Value {
        let outcome = unsafe body.withUnsafeReadableBytes { bytes -> Result<Value, PayloadError> in
            var reader = unsafe JSONReader(ByteView(bytes), parameters: parameters, hasBody: hasBody)
            let value = read(&reader)
            reader.finishInput()
            if let error = reader.error { return .failure(error) }
            guard let value else {
                return .failure(PayloadError(code: .invalid, message: "The input is not what is declared."))
            }
            return .success(value)
        }
        return try outcome.get()
    }
}
