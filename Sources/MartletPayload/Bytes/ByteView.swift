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

    /// The eight bytes from a position on, the first one lowest; nil where fewer are left.
    func word(at position: Int) -> UInt64? {
        guard let base = unsafe base, position >= 0, position <= count - 8 else { return nil }
        return UInt64(littleEndian: unsafe base.loadUnaligned(fromByteOffset: position, as: UInt64.self))
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

    private func slice(_ range: Range<Int>) -> UnsafeRawBufferPointer? {
        guard let base = unsafe base, range.lowerBound >= 0, range.upperBound <= count else { return nil }
        return unsafe UnsafeRawBufferPointer(start: base + range.lowerBound, count: range.count)
    }
}
