import NIOCore

/// One answer as it stood on the wire.
struct RawAnswer: Sendable {
    let status: Int
    let headers: [(name: String, value: String)]
    let body: String

    /// Takes one complete answer off a buffer; nil while it is incomplete.
    init?(consuming buffer: inout ByteBuffer, isHead: Bool) {
        let text = String(buffer: buffer)
        guard let end = text.firstRange(of: "\r\n\r\n") else { return nil }
        let lines = text[..<end.lowerBound].split(separator: "\r\n", omittingEmptySubsequences: false)
        guard let status = lines.first?.split(separator: " ").dropFirst().first.flatMap({ Int($0) }) else { return nil }
        let fields = lines.dropFirst().map { line -> (name: String, value: String) in
            let parts = line.split(separator: ":", maxSplits: 1)
            return (parts[0].lowercased(), String(parts[1].drop { $0 == " " }))
        }
        let announced = fields.first { $0.name == "content-length" }.flatMap { Int($0.value) } ?? 0
        let length = isHead ? 0 : announced
        let head = text[..<end.upperBound].utf8.count
        guard buffer.readableBytes >= head + length else { return nil }
        buffer.moveReaderIndex(forwardBy: head)
        self.status = status
        headers = fields
        body = buffer.readString(length: length) ?? ""
    }

    /// The value of a header.
    subscript(_ name: String) -> String? {
        headers.first { $0.name == name }?.value
    }
}
