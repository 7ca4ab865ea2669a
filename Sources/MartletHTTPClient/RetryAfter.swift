internal import MartletContext

/// Reads `Retry-After` of RFC 9110, chapter 10.2.3.
enum RetryAfter {
    /// Returns the pause from a number of seconds or a date; nil for anything else, never a negative pause.
    static func pause(from text: String) -> Duration? {
        if let seconds = Int64(text) { return seconds < 0 ? nil : .seconds(seconds) }
        guard let date = instant(from: text) else { return nil }
        return max(.zero, date - Context.current.clock.now)
    }

    /// Reads `Sun, 06 Nov 1994 08:49:37 GMT`, the one form that senders may still use.
    private static func instant(from text: String) -> Instant? {
        let parts = text.split(separator: " ", omittingEmptySubsequences: false)
        guard parts.count == 6, parts[5] == "GMT", let month = months.firstIndex(of: parts[2]) else { return nil }
        return Instant("\(parts[3])-\(month < 9 ? "0" : "")\(month + 1)-\(parts[1])T\(parts[4])Z")
    }

    private static let months: [Substring] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
}
