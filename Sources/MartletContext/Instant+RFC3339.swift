extension Instant: CustomStringConvertible {
    /// The instant as RFC 3339 text, for example `2026-11-21T07:46:00.000000Z`.
    public var description: String {
        let (days, rest) = microseconds.flooredDivision(by: Self.day)
        let (year, month, day) = Self.civil(fromDays: days)
        let (seconds, fraction) = rest.quotientAndRemainder(dividingBy: 1_000_000)
        let fields: InlineArray<5, Int64> = [month, day, seconds / 3600, seconds / 60 % 60, seconds % 60]
        // Stores bind instants and every log line has one, so their digits are written to where they stay.
        let text = unsafe String(unsafeUninitializedCapacity: 27) { text in
            unsafe Self.write(year.magnitude % 10_000, width: 4, before: "-", to: text, at: 0)
            for index in fields.indices {
                let separator: Unicode.Scalar = index == 0 ? "-" : index == 1 ? "T" : index == 4 ? "." : ":"
                unsafe Self.write(fields[index].magnitude, width: 2, before: separator, to: text, at: 5 + index * 3)
            }
            unsafe Self.write(fraction.magnitude, width: 6, before: "Z", to: text, at: 20)
            return 27
        }
        guard !(0...9999).contains(year) else { return text }
        let digits = String(year.magnitude)
        let zeros = String(repeating: "0", count: max(0, 4 - digits.count))
        return (year < 0 ? "-" : "") + zeros + digits + text.dropFirst(4)
    }

    /// Reads RFC 3339 text with a zone; nil when it is anything else.
    ///
    /// Digits finer than a microsecond are cut.
    public init?(_ text: some StringProtocol) {
        var scanner = RFC3339Scanner(text.utf8)
        guard let microseconds = scanner.scan() else { return nil }
        self.microseconds = microseconds
    }

    /// Microseconds in a day.
    static let day: Int64 = 86_400_000_000

    /// Days since 1970-01-01 of a date of the Gregorian calendar (Howard Hinnant, "chrono-Compatible Low-Level Date
    /// Algorithms", days_from_civil).
    static func days(year: Int64, month: Int64, day: Int64) -> Int64 {
        let shifted = month <= 2 ? year - 1 : year
        let (era, yearOfEra) = shifted.flooredDivision(by: 400)
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    /// The inverse of ``days(year:month:day:)`` (the same source, civil_from_days).
    package static func civil(fromDays days: Int64) -> (year: Int64, month: Int64, day: Int64) {
        let (era, dayOfEra) = (days + 719_468).flooredDivision(by: 146_097)
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shifted = (5 * dayOfYear + 2) / 153
        let month = shifted < 10 ? shifted + 3 : shifted - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shifted + 2) / 5 + 1)
    }

    /// Writes a number with zeros before it up to a width, and the character that follows it.
    private static func write(
        _ number: UInt64,
        width: Int,
        before next: Unicode.Scalar,
        to text: UnsafeMutableBufferPointer<UInt8>,
        at start: Int
    ) {
        var rest = number
        for position in (start..<start + width).reversed() {
            unsafe text[position] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
        }
        unsafe text[start + width] = UInt8(ascii: next)
    }
}

/// Reads the grammar of RFC 3339, chapter 5.6, over UTF-8.
private struct RFC3339Scanner<Bytes: Collection<UInt8>> {
    private var rest: Bytes.SubSequence

    init(_ bytes: Bytes) {
        rest = bytes[...]
    }

    mutating func scan() -> Int64? {
        guard let year = digits(4), take("-"), let month = digits(2), take("-"), let day = digits(2),
            (1...12).contains(month), (1...Self.length(of: month, in: year)).contains(day),
            take("T") || take("t"), let hour = digits(2), hour < 24, take(":"), let minute = digits(2), minute < 60,
            take(":"), let second = digits(2), second < 60, let fraction = fraction(), let offset = offset(),
            rest.isEmpty
        else { return nil }
        let seconds = hour * 3600 + minute * 60 + second - offset * 60
        return Instant.days(year: year, month: month, day: day) * Instant.day + seconds * 1_000_000 + fraction
    }

    private static func length(of month: Int64, in year: Int64) -> Int64 {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard rest.first == UInt8(ascii: character) else { return false }
        rest.removeFirst()
        return true
    }

    private mutating func digit() -> Int64? {
        guard let byte = rest.first, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
        rest.removeFirst()
        return Int64(byte - UInt8(ascii: "0"))
    }

    private mutating func digits(_ count: Int) -> Int64? {
        var number: Int64 = 0
        for _ in 0..<count {
            guard let digit = digit() else { return nil }
            number = number * 10 + digit
        }
        return number
    }

    /// Microseconds of the fraction; zero without one, nil when a point has no digits behind it.
    private mutating func fraction() -> Int64? {
        guard take(".") else { return 0 }
        guard var number = digit() else { return nil }
        var count = 1
        while let digit = digit() {
            if count < 6 { number = number * 10 + digit }
            count += 1
        }
        for _ in count..<max(6, count) { number *= 10 }
        return number
    }

    /// Minutes east of UTC.
    private mutating func offset() -> Int64? {
        if take("Z") || take("z") { return 0 }
        let isWest = take("-")
        guard isWest || take("+"), let hours = digits(2), hours < 24, take(":"), let minutes = digits(2), minutes < 60
        else { return nil }
        return (isWest ? -1 : 1) * (hours * 60 + minutes)
    }
}

extension Int64 {
    /// Divides so that the remainder is never negative.
    fileprivate func flooredDivision(by divisor: Int64) -> (quotient: Int64, remainder: Int64) {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }
}
