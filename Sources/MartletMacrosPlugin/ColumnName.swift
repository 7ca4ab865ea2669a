/// How a property's name is spelled as a column's.
enum ColumnName {
    /// Returns the name in lower case with an underscore before each word: `resultURL` is `result_url`.
    ///
    /// A run of capitals is one word, a plural `s` behind it included: `URLPath` is `url_path`, `fileIDs` is `file_ids`.
    static func snakeCase(_ name: String) -> String {
        let letters = Array(name)
        var column = ""
        for (position, letter) in letters.enumerated() {
            if letter.isUppercase, position > 0, startsWord(position, in: letters) { column.append("_") }
            column += letter.lowercased()
        }
        return column
    }

    /// Tells whether a capital that is not the first letter starts a word.
    private static func startsWord(_ position: Int, in letters: [Character]) -> Bool {
        let previous = letters[position - 1]
        if previous == "_" { return false }
        guard previous.isUppercase else { return true }
        let rest = letters.dropFirst(position + 1)
        guard let next = rest.first, next.isLowercase else { return false }
        let isPlural = next == "s" && rest.dropFirst().first?.isLowercase != true
        return !isPlural
    }
}
