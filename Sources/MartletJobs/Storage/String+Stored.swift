extension String {
    /// The text as a reason is stored: at most 4 KiB, no character split, and without the zero that PostgreSQL refuses.
    var stored: String {
        var text = self
        if text.utf8.contains(0) { text.replace("\0", with: "\u{FFFD}") }
        guard text.utf8.count > JobLimits.reasonBytes else { return text }
        var end = text.utf8.index(text.startIndex, offsetBy: JobLimits.reasonBytes)
        while end > text.startIndex, end.samePosition(in: text) == nil { end = text.utf8.index(before: end) }
        return String(text[..<end])
    }
}
