import NIOCore

/// The width and height that a picture's first bytes tell.
struct PictureSize: Hashable {
    let width: Int
    let height: Int
    let contentType: String

    /// Whether Telegram shows pictures of such a size: not too large, and not too long.
    var isShowable: Bool {
        width > 0 && height > 0 && width + height <= 10_000 && max(width, height) <= 20 * min(width, height)
    }

    /// Reads a PNG, a JPEG or a WebP; nil when it is none of them.
    init?(of bytes: ByteBuffer) {
        guard let size = Self.png(bytes) ?? Self.jpeg(bytes) ?? Self.webp(bytes) else { return nil }
        self = size
    }

    private init(_ width: Int, _ height: Int, _ contentType: String) {
        self.width = width
        self.height = height
        self.contentType = contentType
    }

    private static func png(_ bytes: ByteBuffer) -> PictureSize? {
        var bytes = bytes
        guard bytes.readInteger(as: UInt64.self) == 0x8950_4E47_0D0A_1A0A, bytes.readInteger(as: UInt32.self) != nil,
            bytes.readString(length: 4) == "IHDR",
            let (width, height) = bytes.readMultipleIntegers(as: (UInt32, UInt32).self)
        else { return nil }
        return PictureSize(Int(width), Int(height), "image/png")
    }

    /// Walks the segments up to the one that tells of the frame.
    private static func jpeg(_ bytes: ByteBuffer) -> PictureSize? {
        var bytes = bytes
        guard bytes.readInteger(as: UInt16.self) == 0xFFD8 else { return nil }
        while let marker = bytes.readInteger(as: UInt16.self), let length = bytes.readInteger(as: UInt16.self) {
            guard marker >= 0xFF00, length >= 2, let content = bytes.readSlice(length: Int(length) - 2) else {
                return nil
            }
            guard (0xC0...0xCF).contains(marker & 0xFF), ![0xC4, 0xC8, 0xCC].contains(marker & 0xFF) else { continue }
            guard let height = content.getInteger(at: content.readerIndex + 1, as: UInt16.self),
                let width = content.getInteger(at: content.readerIndex + 3, as: UInt16.self)
            else { return nil }
            return PictureSize(Int(width), Int(height), "image/jpeg")
        }
        return nil
    }

    /// Reads the first chunk, which is one of three kinds.
    private static func webp(_ bytes: ByteBuffer) -> PictureSize? {
        var bytes = bytes
        guard bytes.readString(length: 4) == "RIFF", bytes.readInteger(as: UInt32.self) != nil,
            bytes.readString(length: 4) == "WEBP", let kind = bytes.readString(length: 4),
            bytes.readInteger(as: UInt32.self) != nil, let content = bytes.readBytes(length: 10)
        else { return nil }
        func number(_ start: Int, _ length: Int) -> Int {
            content[start..<start + length].reversed().reduce(0) { $0 << 8 | Int($1) }
        }
        switch kind {
        case "VP8X": return PictureSize(number(4, 3) + 1, number(7, 3) + 1, "image/webp")
        case "VP8 ": return PictureSize(number(6, 2) & 0x3FFF, number(8, 2) & 0x3FFF, "image/webp")
        case "VP8L":
            let sides = number(1, 4)
            return PictureSize((sides & 0x3FFF) + 1, (sides >> 14 & 0x3FFF) + 1, "image/webp")
        default: return nil
        }
    }
}
