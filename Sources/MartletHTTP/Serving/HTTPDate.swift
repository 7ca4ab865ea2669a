import MartletContext
import Synchronization

/// The value of the `Date` header: written once a second, not once an answer.
final class HTTPDate: Sendable {
    private let last = Mutex<(second: Int64, text: String)>((.min, ""))

    /// Returns the text for an instant, for example `Sat, 21 Nov 2026 07:46:00 GMT`.
    func text(at instant: Instant) -> String {
        let second = instant.microseconds / 1_000_000
        return last.withLock { last in
            if last.second != second { last = (second, Self.format(instant)) }
            return last.text
        }
    }

    private static func format(_ instant: Instant) -> String {
        let rfc3339 = Array(instant.description.utf8)
        func part(_ range: Range<Int>) -> String { String(decoding: rfc3339[range], as: UTF8.self) }
        let days = instant.microseconds / 86_400_000_000
        let weekday = weekdays[Int((days + 4) % 7)]
        let month = months[(Int(part(5..<7)) ?? 1) - 1]
        return "\(weekday), \(part(8..<10)) \(month) \(part(0..<4)) \(part(11..<19)) GMT"
    }

    private static let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
}
