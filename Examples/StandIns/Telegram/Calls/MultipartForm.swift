import Glibc
import NIOCore

/// The parts of a form that carries files.
enum MultipartForm {
    /// A field or a file.
    struct Part: Sendable {
        let name: String
        let fileName: String
        let isFile: Bool
        let contentType: String
        let bytes: ByteBuffer
    }

    /// Takes a body apart; nil when it is not what its type says, or has too many parts.
    static func parts(of body: ByteBuffer, contentType: String) -> [Part]? {
        guard let boundary = parameters(of: contentType)["boundary"], !boundary.isEmpty else { return nil }
        let delimiter = Array("--\(boundary)".utf8)
        var rest = body
        guard rest.skip(past: delimiter) != nil else { return nil }
        var parts: [Part] = []
        while parts.count < BotParameters.capacity {
            guard let end = rest.readString(length: 2) else { return nil }
            if end == "--" { return parts }
            guard end == "\r\n", let head = rest.skip(past: Array("\r\n\r\n".utf8)),
                let content = rest.skip(past: Array("\r\n".utf8) + delimiter),
                let part = part(head: String(buffer: head), content: content)
            else { return nil }
            parts.append(part)
        }
        return nil
    }

    private static func part(head: String, content: ByteBuffer) -> Part? {
        var headers: [String: String] = [:]
        for line in head.split(separator: "\r\n") {
            let pair = line.split(separator: ":", maxSplits: 1)
            guard pair.count == 2 else { return nil }
            headers[pair[0].lowercased()] = String(pair[1].drop { $0 == " " })
        }
        let disposition = parameters(of: headers["content-disposition"] ?? "")
        guard let name = disposition["name"] else { return nil }
        let fileName = disposition["filename"] ?? disposition["filename*"]
        return Part(
            name: name,
            fileName: fileName ?? "",
            isFile: fileName != nil,
            contentType: headers["content-type"].map { String($0.prefix { $0 != ";" }) } ?? "application/octet-stream",
            // A copy, so that a kept file does not keep the whole body.
            bytes: fileName == nil ? content : ByteBuffer(bytes: content.readableBytesView)
        )
    }

    /// The parameters of a header: `form-data; name="photo"; filename=bird.png`.
    private static func parameters(of header: String) -> [String: String] {
        var parameters: [String: String] = [:]
        for match in header.matches(of: /;\s*([A-Za-z*]+)=(?:"((?:[^"\\]|\\.)*)"|([^;\s]*))/) {
            let quoted = match.output.2?.replacing(/\\(.)/) { $0.output.1 }
            parameters[match.output.1.lowercased()] = String(quoted ?? match.output.3 ?? "")
        }
        return parameters
    }
}

extension ByteBuffer {
    /// Takes everything up to a sequence of bytes, and passes over that; nil when it does not come.
    fileprivate mutating func skip(past pattern: [UInt8]) -> ByteBuffer? {
        guard let distance = distance(to: pattern), let head = readSlice(length: distance) else { return nil }
        moveReaderIndex(forwardBy: pattern.count)
        return head
    }

    /// Where a sequence of bytes comes next; in a build for debugging, only the C library is quick enough for this.
    private func distance(to pattern: [UInt8]) -> Int? {
        guard let first = pattern.first else { return nil }
        return unsafe withUnsafeReadableBytes { bytes -> Int? in
            unsafe pattern.withUnsafeBytes { pattern -> Int? in
                guard let start = bytes.baseAddress, let sought = pattern.baseAddress else { return nil }
                var from = 0
                while from + pattern.count <= bytes.count {
                    let candidates = bytes.count - pattern.count + 1 - from
                    guard let found = unsafe memchr(start + from, Int32(first), candidates) else { return nil }
                    from = unsafe UnsafeRawPointer(found) - start
                    if unsafe memcmp(found, sought, pattern.count) == 0 { return from }
                    from += 1
                }
                return nil
            }
        }
    }
}
