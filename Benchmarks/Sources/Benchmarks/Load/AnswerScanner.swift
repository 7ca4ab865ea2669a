import NIOCore

/// Finds the ends of answers in what a connection receives; a parser would cost as much as the server under load.
///
/// Anything but 200 and 201 is an error.
struct AnswerScanner {
    private var received = ByteBuffer()

    mutating func append(_ bytes: ByteBuffer) {
        received.writeImmutableBuffer(bytes)
    }

    /// Takes one whole answer off what was received; false when there is none yet.
    mutating func next() throws(BenchmarkError) -> Bool {
        guard let (head, body) = lengths() else { return false }
        guard let body else { throw BenchmarkError("An answer has no length: \(String(buffer: received))") }
        guard received.readableBytes >= head + body else { return false }
        let status = received.getString(at: received.readerIndex + "HTTP/1.1 ".utf8.count, length: 3)
        guard status == "200" || status == "201" else {
            throw BenchmarkError("The service answered: \(String(buffer: received))")
        }
        received.moveReaderIndex(forwardBy: head + body)
        received.discardReadBytes()
        return true
    }

    /// The bytes of the head and of the body that it announces; nil while the head is not complete.
    private func lengths() -> (head: Int, body: Int?)? {
        unsafe received.withUnsafeReadableBytes { bytes in
            var body: Int?
            var start = 0
            for position in bytes.indices where unsafe bytes[position] == UInt8(ascii: "\n") {
                if position - start <= 1 { return (position + 1, body) }
                let line = unsafe bytes[start..<position]
                body = unsafe body ?? Self.contentLength(in: line)
                start = position + 1
            }
            return nil
        }
    }

    /// The number in a header that tells the body's length; nil for any other line.
    private static func contentLength(in line: Slice<UnsafeRawBufferPointer>) -> Int? {
        let name: StaticString = "content-length:"
        guard unsafe line.count > name.utf8CodeUnitCount else { return nil }
        let isIt = name.withUTF8Buffer { name in
            unsafe zip(line, name).allSatisfy { ($0 | 0x20) == ($1 | 0x20) }
        }
        guard isIt else { return nil }
        let zero = UInt8(ascii: "0")
        return unsafe line.reduce(0) { length, byte in
            (zero...zero + 9).contains(byte) ? length * 10 + Int(byte - zero) : length
        }
    }
}
