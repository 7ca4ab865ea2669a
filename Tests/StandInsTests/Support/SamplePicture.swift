import NIOCore

/// The beginnings of pictures: as much as tells their size.
enum SamplePicture {
    static func png(_ width: UInt32, _ height: UInt32) -> ByteBuffer {
        var bytes = ByteBuffer(bytes: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13])
        bytes.writeString("IHDR")
        bytes.writeMultipleIntegers(width, height)
        return bytes
    }

    static func jpeg(_ width: UInt16, _ height: UInt16) -> ByteBuffer {
        var bytes = ByteBuffer(bytes: [0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 1, 2, 0xFF, 0xC4, 0, 3, 9, 0xFF, 0xC2, 0, 8, 8])
        bytes.writeMultipleIntegers(height, width, UInt8(3))
        return bytes
    }

    static func webp(_ width: UInt16, _ height: UInt16) -> ByteBuffer {
        var bytes = ByteBuffer(string: "RIFF\0\0\0\0WEBPVP8X")
        bytes.writeBytes([10, 0, 0, 0, 0, 0, 0, 0])
        for side in [width - 1, height - 1] { bytes.writeBytes([UInt8(side & 0xFF), UInt8(side >> 8), 0]) }
        return bytes
    }
}
