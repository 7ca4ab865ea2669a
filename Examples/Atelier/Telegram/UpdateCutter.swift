import NIOCore

/// Cuts an answer of `getUpdates` into its updates by brackets and quotes alone, where it cannot be read as a whole.
enum UpdateCutter {
    /// Returns the updates as they stand in the answer; nil where it has no whole list of objects.
    static func updates(in answer: ByteBuffer) -> [ByteBuffer]? {
        guard let marks = marks(in: Array(answer.readableBytesView)) else { return nil }
        let updates = zip(marks, marks.dropFirst()).compactMap { start, end in
            answer.getSlice(at: answer.readerIndex + start + 1, length: end - start - 1)
        }
        let hasObjects = updates.allSatisfy { $0.readableBytesView.contains(UInt8(ascii: "{")) }
        return hasObjects ? updates : nil
    }

    /// Finds the first list within the outermost object: its opening bracket, the commas between its items, its closing
    /// bracket.
    private static func marks(in bytes: [UInt8]) -> [Int]? {
        var marks: [Int] = []
        var (depth, isInText, isEscaped) = (0, false, false)
        for (index, byte) in bytes.enumerated() {
            switch byte {
            case _ where isEscaped: isEscaped = false
            case UInt8(ascii: "\\") where isInText: isEscaped = true
            case UInt8(ascii: "\""): isInText.toggle()
            case _ where isInText: break
            case UInt8(ascii: "["), UInt8(ascii: "{"):
                depth += 1
                if depth == 2, byte == UInt8(ascii: "[") { marks = [index] }
            case UInt8(ascii: ",") where depth == 2 && !marks.isEmpty: marks.append(index)
            case UInt8(ascii: "]"), UInt8(ascii: "}"):
                depth -= 1
                guard depth == 1, !marks.isEmpty else { continue }
                return marks + [index]
            default: break
            }
        }
        return nil
    }
}
