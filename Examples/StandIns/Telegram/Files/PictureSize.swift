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

    /// Reads a PNG or a JPEG; nil when it is neither.
    init?(of bytes: ByteBuffer) {
        guard let size = Self.png(bytes) ?? Self.jpeg(bytes) else { return nil }
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
}
