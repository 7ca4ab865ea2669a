extension String {
    /// The beginning, on one line, as long as it takes to recognise the whole: so many code points at most, and no letter
    /// without its marks.
    func excerpt(_ most: Int = 60) -> String {
        let line = split(whereSeparator: \.isNewline).joined(separator: " ")
        var (excerpt, length) = ("", 0)
        for letter in line {
            length += letter.unicodeScalars.count
            guard length <= most else { return excerpt + "…" }
            excerpt.append(letter)
        }
        return excerpt
    }
}
