import CZlib

/// A PNG file taken apart by hand, independently of the code that writes them.
struct DecodedPNG {
    struct Malformed: Error {
        let what: String
    }

    let width: Int
    let height: Int
    let chunks: [String]

    /// Red, green and blue of each pixel, row by row.
    let pixels: [UInt8]

    init(_ file: [UInt8]) throws {
        guard file.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) else {
            throw Malformed(what: "signature")
        }
        var (chunks, header, data): ([String], [UInt8], [UInt8]) = ([], [], [])
        var at = 8
        while at < file.count {
            let length = Self.number(file[at..<at + 4])
            let type = String(decoding: file[at + 4..<at + 8], as: UTF8.self)
            let end = at + 8 + length
            guard Self.crc(file[at + 4..<end]) == Self.number(file[end..<end + 4]) else {
                throw Malformed(what: "CRC of \(type)")
            }
            if type == "IHDR" { header = Array(file[at + 8..<end]) }
            if type == "IDAT" { data += file[at + 8..<end] }
            chunks.append(type)
            at = end + 4
        }
        guard header.count == 13, Array(header[8...]) == [8, 2, 0, 0, 0] else { throw Malformed(what: "header") }
        self.chunks = chunks
        (width, height) = (Self.number(header[0..<4]), Self.number(header[4..<8]))
        pixels = try Self.unfiltered(
            Self.inflated(data, size: height * (width * 3 + 1)),
            width: width * 3,
            height: height
        )
    }

    /// How many different colours there are among every fifth pixel.
    var colours: Int {
        Set(stride(from: 0, to: pixels.count, by: 15).map { Self.number(pixels[$0..<$0 + 3]) }).count
    }

    private static func number(_ bytes: ArraySlice<UInt8>) -> Int {
        bytes.reduce(0) { $0 << 8 | Int($1) }
    }

    /// The CRC of ISO 3309, a bit at a time.
    private static func crc(_ bytes: ArraySlice<UInt8>) -> Int {
        var crc: UInt32 = 0xFFFF_FFFF
        for byte in bytes {
            crc ^= UInt32(byte)
            for _ in 0..<8 { crc = crc & 1 == 1 ? (crc >> 1) ^ 0xEDB8_8320 : crc >> 1 }
        }
        return Int(crc ^ 0xFFFF_FFFF)
    }

    private static func inflated(_ data: [UInt8], size: Int) throws -> [UInt8] {
        // One byte more, to notice when there is too much.
        var length = UInt(size + 1)
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: size + 1) { buffer, count in
            let status = unsafe uncompress(buffer.baseAddress, &length, data, UInt(data.count))
            count = status == Z_OK ? Int(length) : 0
        }
        guard bytes.count == size else { throw Malformed(what: "\(bytes.count) bytes instead of \(size)") }
        return bytes
    }

    private static func unfiltered(_ rows: [UInt8], width: Int, height: Int) throws -> [UInt8] {
        var pixels = [UInt8](repeating: 0, count: width * height)
        for y in 0..<height {
            guard rows[y * (width + 1)] == 2 else { throw Malformed(what: "filter of row \(y)") }
            for x in 0..<width {
                let above = y == 0 ? 0 : pixels[(y - 1) * width + x]
                pixels[y * width + x] = rows[y * (width + 1) + 1 + x] &+ above
            }
        }
        return pixels
    }
}
