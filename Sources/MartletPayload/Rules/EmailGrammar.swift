/// The addresses that are accepted: the dot-atom of RFC 5322 before the sign, a host name of RFC 1123 behind it.
///
/// Quoted local parts, address literals and single-label domains are refused; letters beyond ASCII are accepted in
/// neither part, because few mail servers take them.
enum EmailGrammar {
    static func accepts(_ text: String) -> Bool {
        let bytes = text.utf8
        guard bytes.count <= 254, let sign = bytes.firstIndex(of: UInt8(ascii: "@")) else { return false }
        return isLocalPart(bytes[..<sign]) && isDomain(bytes[bytes.index(after: sign)...])
    }

    private static func isLocalPart(_ bytes: some BidirectionalCollection<UInt8>) -> Bool {
        guard (1...64).contains(bytes.count) else { return false }
        return bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).allSatisfy { atom in
            !atom.isEmpty && atom.allSatisfy(isAtomByte)
        }
    }

    private static func isDomain(_ bytes: some BidirectionalCollection<UInt8>) -> Bool {
        guard bytes.count <= 253 else { return false }
        let labels = bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard labels.count >= 2, let top = labels.last, top.count >= 2, top.contains(where: isLetter) else {
            return false
        }
        return labels.allSatisfy { label in
            let ends = [label.first, label.last].compactMap(\.self)
            return (1...63).contains(label.count) && ends.allSatisfy(isLetterOrDigit)
                && label.allSatisfy { isLetterOrDigit($0) || $0 == UInt8(ascii: "-") }
        }
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        isLetter(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    private static func isAtomByte(_ byte: UInt8) -> Bool {
        isLetterOrDigit(byte) || "!#$%&'*+/=?^_`{|}~-".utf8.contains(byte)
    }
}
