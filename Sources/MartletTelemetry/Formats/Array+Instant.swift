import MartletContext

extension [UInt8] {
    /// Appends an instant as RFC 3339 with six digits of fraction and a `Z`.
    mutating func append(_ instant: Instant) {
        let (days, time) = Self.split(instant)
        let (year, month, day) = Instant.civil(fromDays: days)
        append(year, width: 4)
        append(UInt8(ascii: "-"))
        append(month, width: 2)
        append(UInt8(ascii: "-"))
        append(day, width: 2)
        append(UInt8(ascii: "T"))
        appendClock(time)
        append(time % 1_000_000, width: 6)
        append(UInt8(ascii: "Z"))
    }

    /// Appends the time of day, in UTC, with three digits of fraction.
    mutating func append(timeOf instant: Instant) {
        let (_, time) = Self.split(instant)
        appendClock(time)
        append(time % 1_000_000 / 1000, width: 3)
    }

    /// Appends `07:46:00.`.
    private mutating func appendClock(_ time: Int64) {
        let seconds = time / 1_000_000
        append(seconds / 3600, width: 2)
        append(UInt8(ascii: ":"))
        append(seconds / 60 % 60, width: 2)
        append(UInt8(ascii: ":"))
        append(seconds % 60, width: 2)
        append(UInt8(ascii: "."))
    }

    /// Days since 1970-01-01 and microseconds of the day.
    private static func split(_ instant: Instant) -> (days: Int64, time: Int64) {
        let day: Int64 = 86_400_000_000
        let (days, time) = instant.microseconds.quotientAndRemainder(dividingBy: day)
        return time < 0 ? (days - 1, time + day) : (days, time)
    }
}
