import CZlib

/// The file format of the pictures: PNG (W3C, third edition), eight bits each of red, green and blue.
enum PNG {
    /// Returns a file that shows rows of pixels, three bytes each.
    static func file(of pixels: [UInt8], width: Int, height: Int) -> [UInt8] {
        var file: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
        let header = bigEndian(UInt32(width)) + bigEndian(UInt32(height)) + [8, 2, 0, 0, 0]
        append("IHDR", header, to: &file)
        append("IDAT", deflated(filtered(pixels, stride: width * 3)), to: &file)
        append("IEND", [], to: &file)
        return file
    }

    /// Writes each byte as the difference to the same part of the pixel above it; gradients become nearly nothing.
    private static func filtered(_ pixels: [UInt8], stride: Int) -> [UInt8] {
        var filtered: [UInt8] = []
        filtered.reserveCapacity(pixels.count + pixels.count / stride)
        for at in pixels.indices {
            if at % stride == 0 { filtered.append(2) }
            filtered.append(at < stride ? pixels[at] : pixels[at] &- pixels[at - stride])
        }
        return filtered
    }

    private static func deflated(_ bytes: [UInt8]) -> [UInt8] {
        let bound = Int(compressBound(UInt(bytes.count)))
        return unsafe [UInt8](unsafeUninitializedCapacity: bound) { buffer, count in
            var length = UInt(bound)
            let status = unsafe compress2(buffer.baseAddress, &length, bytes, UInt(bytes.count), 6)
            precondition(status == Z_OK, "zlib compresses what fits into its own bound.")
            count = Int(length)
        }
    }

    private static func append(_ type: String, _ content: [UInt8], to file: inout [UInt8]) {
        let named = Array(type.utf8) + content
        file += bigEndian(UInt32(content.count)) + named
        file += bigEndian(UInt32(unsafe crc32(0, named, UInt32(named.count))))
    }

    private static func bigEndian(_ number: UInt32) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
    }
}
