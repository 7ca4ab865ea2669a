extension StaticString {
    /// Tells whether a text has the same bytes; `String` itself compares by canonical equivalence.
    func hasBytes(of text: String) -> Bool {
        utf8CodeUnitCount == text.utf8.count
            && withUTF8Buffer { bytes in
                unsafe text.utf8.elementsEqual(bytes)
            }
    }
}
