/// Bytes of somebody else that are read in place, within the scope that lends them.
///
/// Every access is checked: a read outside the bytes gives zero, which no token of JSON contains.
@safe
struct ByteView {
    private let base: UnsafeRawPointer?
    let count: Int

    init(_ buffer: UnsafeRawBufferPointer) {
        unsafe base = buffer.baseAddress
        count = buffer.count
    }

    subscript(position: Int) -> UInt8 {
        guard let base = unsafe base, UInt(bitPattern: position) < UInt(bitPattern: count) else { return 0 }
        return unsafe base.load(fromByteOffset: position, as: UInt8.self)
    }

    /// The position behind the words of eight bytes that hold only ASCII without quotes, backslashes and controls.
    func skipWords(from start: Int) -> Int {
        var position = start
        while let word = word(at: position), Self.isPlain(word, tolerating: 0) { position += 8 }
        return position
    }

    /// The position of the first byte that a JSON string escapes, or the end.
    func plainPrefix(from start: Int) -> Int {
        var position = start
        while position < count {
            while let word = word(at: position), Self.isPlain(word, tolerating: Self.tops) { position += 8 }
            guard position < count else { break }
            let byte = self[position]
            if byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { break }
            position += 1
        }
        return position
    }

    /// Tells whether a range holds exactly a text's bytes.
    func matches(_ text: StaticString, in range: Range<Int>) -> Bool {
        guard range.count == text.utf8CodeUnitCount, let slice = unsafe slice(range) else { return false }
        return text.withUTF8Buffer { name in
            unsafe slice.elementsEqual(name)
        }
    }

    /// The text in a range, which must hold valid UTF-8.
    func string(in range: Range<Int>) -> String {
        guard let slice = unsafe slice(range) else { return "" }
        return unsafe String(decoding: slice, as: UTF8.self)
    }

    /// A copy of the bytes in a range.
    func array(in range: Range<Int>) -> [UInt8] {
        guard let slice = unsafe slice(range) else { return [] }
        return unsafe Array(slice)
    }

    private static let ones: UInt64 = 0x0101_0101_0101_0101
    private static let tops: UInt64 = 0x8080_8080_8080_8080

    /// Tells whether no byte of eight is a quote, a backslash or a control character, nor, unless tolerated, beyond
    /// ASCII; it may say no where the answer is yes, never the reverse.
    private static func isPlain(_ word: UInt64, tolerating tolerated: UInt64) -> Bool {
        let quotes = word ^ (ones &* UInt64(UInt8(ascii: "\"")))
        let slashes = word ^ (ones &* UInt64(UInt8(ascii: "\\")))
        let low = (word &- ones &* 0x20) & ~word
        let special = low | ((quotes &- ones) & ~quotes) | ((slashes &- ones) & ~slashes) | (word & ~tolerated)
        return special & tops == 0
    }

    /// The eight bytes from a position on, the first one lowest; nil where fewer are left.
    private func word(at position: Int) -> UInt64? {
        guard let base = unsafe base, position >= 0, position <= count - 8 else { return nil }
        return UInt64(littleEndian: unsafe base.loadUnaligned(fromByteOffset: position, as: UInt64.self))
    }

    private func slice(_ range: Range<Int>) -> UnsafeRawBufferPointer? {
        guard let base = unsafe base, range.lowerBound >= 0, range.upperBound <= count else { return nil }
        return unsafe UnsafeRawBufferPointer(start: base + range.lowerBound, count: range.count)
    }
}
