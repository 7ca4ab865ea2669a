extension SQL {
    /// Tells whether the statement begins with SELECT and so is taken to change nothing when its answer is lost.
    package var isQuery: Bool {
        begins(with: "select")
    }

    /// Tells whether the statement may be tried where nothing can be changed.
    package var seemsToRead: Bool {
        isQuery || (begins(with: "with") && !contains("returning"))
    }

    /// Tells whether the statement changes rows and answers them.
    package var returnsChangedRows: Bool {
        !isQuery && contains("returning")
    }

    func begins(with word: StaticString) -> Bool {
        guard case .literal(let literal)? = segments.first else { return false }
        return literal.withUTF8Buffer { text in
            let blanks = unsafe text.prefix { $0 == 0x20 || (0x09...0x0D).contains($0) }.count
            return unsafe text.has(word, at: blanks)
        }
    }

    private func contains(_ word: StaticString) -> Bool {
        segments.contains { segment in
            guard case .literal(let literal) = segment else { return false }
            return literal.withUTF8Buffer { text in
                (0..<text.count).contains { unsafe text.has(word, at: $0) }
            }
        }
    }
}

extension UnsafeBufferPointer<UInt8> {
    /// Tells whether a word of small letters stands somewhere, however it is written.
    fileprivate func has(_ word: StaticString, at start: Int) -> Bool {
        word.withUTF8Buffer { word in
            guard count - start >= word.count else { return false }
            for position in 0..<word.count where unsafe self[start + position] | 0x20 != word[position] { return false }
            return true
        }
    }
}
