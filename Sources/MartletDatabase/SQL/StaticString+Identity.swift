extension StaticString {
    /// Two words that only this text has: its address and length, which the program never reuses for another text.
    var identity: (UInt, UInt) {
        guard hasPointerRepresentation else { return (UInt(unicodeScalar.value), 0) }
        return unsafe (UInt(bitPattern: utf8Start), UInt(utf8CodeUnitCount))
    }
}

extension StaticString {
    /// Tells whether two texts are the same; most often they lie at the same address.
    func isSame(as other: StaticString) -> Bool {
        guard utf8CodeUnitCount == other.utf8CodeUnitCount else { return false }
        guard hasPointerRepresentation, other.hasPointerRepresentation else { return identity == other.identity }
        if unsafe utf8Start == other.utf8Start { return true }
        return withUTF8Buffer { text in other.withUTF8Buffer { unsafe text.elementsEqual($0) } }
    }
}
