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
        var text = text
        text.withUTF8 { bytes in
            unsafe quoted(UnsafeRawBufferPointer(bytes))
        }
    }

    /// Writes a key with its quotes and colon.
    mutating func key(_ name: StaticString) {
        name.withUTF8Buffer { bytes in
            unsafe quoted(UnsafeRawBufferPointer(bytes))
        }
        buffer.writeInteger(UInt8(ascii: ":"))
    }

    /// Writes decimal digits without making a string of them.
    private mutating func digits(_ magnitude: UInt64, isNegative: Bool) {
        var length = isNegative ? 2 : 1
        var rest = magnitude
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

    /// Writes the bytes of a string between quotes: at once where none needs an escape, else run by run.
    private mutating func quoted(_ bytes: UnsafeRawBufferPointer) {
        let view = unsafe ByteView(bytes)
        guard view.plainPrefix(from: 0) < bytes.count else {
            return unsafe copyQuoted(bytes)
        }
        buffer.writeInteger(UInt8(ascii: "\""))
        var start = 0
        while start < bytes.count {
            let end = view.plainPrefix(from: start)
            unsafe buffer.writeBytes(UnsafeRawBufferPointer(rebasing: bytes[start..<end]))
            if end < bytes.count { escape(view[end]) }
            start = end + 1
        }
        buffer.writeInteger(UInt8(ascii: "\""))
    }

    private mutating func copyQuoted(_ bytes: UnsafeRawBufferPointer) {
        unsafe buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: bytes.count + 2) { space in
            unsafe space[0] = UInt8(ascii: "\"")
            unsafe UnsafeMutableRawBufferPointer(rebasing: space[1...]).copyMemory(from: bytes)
            unsafe space[bytes.count + 1] = UInt8(ascii: "\"")
            return bytes.count + 2
        }
    }

    private mutating func escape(_ byte: UInt8) {
        buffer.writeInteger(UInt8(ascii: "\\"))
        switch byte {
        case 0x08: buffer.writeInteger(UInt8(ascii: "b"))
        case 0x09: buffer.writeInteger(UInt8(ascii: "t"))
        case 0x0A: buffer.writeInteger(UInt8(ascii: "n"))
        case 0x0C: buffer.writeInteger(UInt8(ascii: "f"))
        case 0x0D: buffer.writeInteger(UInt8(ascii: "r"))
        case 0..<0x20:
            buffer.writeStaticString("u00")
            buffer.writeInteger(Hexadecimal.character(byte >> 4))
            buffer.writeInteger(Hexadecimal.character(byte & 15))
        default: buffer.writeInteger(byte)
        }
    }
}
