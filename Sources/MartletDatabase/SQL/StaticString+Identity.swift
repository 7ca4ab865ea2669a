extension StaticString {
    /// Two words that only this text has: its address and length, which the program never reuses for another text.
    var identity: [UInt] {
        guard hasPointerRepresentation else { return [UInt(unicodeScalar.value), 0] }
        return unsafe [UInt(bitPattern: utf8Start), UInt(utf8CodeUnitCount)]
    }
}
