import NIOCore

/// Finds the ends of answers in what a connection receives; a parser would cost as much as the server under load.
///
/// Every answer of the route has a body of the same length, which the first one tells. Anything but 200 is an error.
struct AnswerScanner {
    private var received = ByteBuffer()
    private var bodyLength: Int?

    private static let endOfHead: UInt32 = 0x0D0A_0D0A

    mutating func append(_ bytes: ByteBuffer) {
        received.writeImmutableBuffer(bytes)
    }

    /// Takes one whole answer off what was received; false when there is none yet.
    mutating func next() throws(BenchmarkError) -> Bool {
        guard let headLength = headLength() else { return false }
        let length = try bodyLength(headLength)
        guard received.readableBytes >= headLength + length else { return false }
        let status = received.getString(at: received.readerIndex + "HTTP/1.1 ".utf8.count, length: 3)
        guard status == "200" else {
            throw BenchmarkError("The webhook answered: \(String(buffer: received))")
        }
        received.moveReaderIndex(forwardBy: headLength + length)
        received.discardReadBytes()
        return true
    }

    private func headLength() -> Int? {
        var lastFour: UInt32 = 0
        for (position, byte) in received.readableBytesView.enumerated() {
            lastFour = lastFour << 8 | UInt32(byte)
            if lastFour == Self.endOfHead { return position + 1 }
        }
        return nil
    }

    private mutating func bodyLength(_ headLength: Int) throws(BenchmarkError) -> Int {
        if let bodyLength { return bodyLength }
        let head = received.getString(at: received.readerIndex, length: headLength) ?? ""
        let field = head.lowercased().split(separator: "\r\n").first { $0.hasPrefix("content-length:") }
        guard let text = field?.split(separator: ":").last, let length = Int(text.filter(\.isNumber)) else {
            throw BenchmarkError("The webhook's answer has no length: \(head)")
        }
        bodyLength = length
        return length
    }
}
