import NIOCore

extension JSONWriter {
    /// Writes an integer.
    public mutating func number(_ value: some FixedWidthInteger) {
        guard value.magnitude > UInt64.max else {
            return digits(UInt64(truncatingIfNeeded: value.magnitude), isNegative: value < 0)
        }
        buffer.writeString(value.description)
    }

    /// Writes a string with its quotes.
    public mutating func string(_ text: String) {
        buffer.writeInteger(UInt8(ascii: "\""))
        var text = text
        text.withUTF8 { bytes in
            unsafe Self.escape(UnsafeRawBufferPointer(bytes), into: &buffer)
        }
        buffer.writeInteger(UInt8(ascii: "\""))
    }

    mutating func string(_ text: StaticString) {
        buffer.writeInteger(UInt8(ascii: "\""))
        text.withUTF8Buffer { bytes in
            unsafe Self.escape(UnsafeRawBufferPointer(bytes), into: &buffer)
        }
        buffer.writeInteger(UInt8(ascii: "\""))
    }
}

extension JSONWriter {
    /// Writes decimal digits without making a string of them.
    private mutating func digits(_ magnitude: UInt64, isNegative: Bool) {
        var rest = magnitude
        var length = isNegative ? 2 : 1
        while rest >= 10 {
            rest /= 10
            length += 1
        }
        rest = magnitude
        unsafe buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: length) { space in
            var position = length
            repeat {
                position -= 1
                unsafe space[position] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
                rest /= 10
            } while rest > 0
            if isNegative { unsafe space[0] = UInt8(ascii: "-") }
            return length
        }
    }

    /// Writes the bytes of a string; runs that need no escape are copied whole.
    private static func escape(_ bytes: UnsafeRawBufferPointer, into buffer: inout ByteBuffer) {
        var start = 0
        for index in bytes.indices {
            let byte = unsafe bytes[index]
            guard byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") else { continue }
            unsafe buffer.writeBytes(UnsafeRawBufferPointer(rebasing: bytes[start..<index]))
            buffer.writeBytes(escaped(byte))
            start = index + 1
        }
        unsafe buffer.writeBytes(UnsafeRawBufferPointer(rebasing: bytes[start...]))
    }

    private static func escaped(_ byte: UInt8) -> [UInt8] {
        let letter: Unicode.Scalar
        switch byte {
        case UInt8(ascii: "\""): letter = "\""
        case UInt8(ascii: "\\"): letter = "\\"
        case 0x08: letter = "b"
        case 0x09: letter = "t"
        case 0x0A: letter = "n"
        case 0x0C: letter = "f"
        case 0x0D: letter = "r"
        default:
            return Array("\\u00".utf8) + [Hexadecimal.character(byte >> 4), Hexadecimal.character(byte & 15)]
        }
        return [UInt8(ascii: "\\"), UInt8(ascii: letter)]
    }
}
