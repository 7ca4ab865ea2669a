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
        if identity == other.identity { return true }
        return utf8CodeUnitCount == other.utf8CodeUnitCount && description == other.description
    }
}
