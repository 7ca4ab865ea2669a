extension Duration: TextValue {
    /// No time.
    public static var placeholder: Duration { .zero }

    /// What the value is called in a message.
    public static var expectation: String { "a duration such as PT1H30M or PT0.5S" }

    /// Reads a duration of ISO 8601 in days, hours, minutes and seconds; nil for another form.
    ///
    /// A minus sign may stand before it; rule out negative ones with `.range(.zero...)`.
    public init?(text: String) {
        var rest = Substring(text)
        let isNegative = rest.first == "-"
        if isNegative { rest.removeFirst() }
        guard rest.first == "P", rest.utf8.count <= 40 else { return nil }
        rest.removeFirst()
        var total = Duration.zero
        guard !rest.isEmpty, Self.add("D", worth: 86_400, from: &rest, to: &total) else { return nil }
        if rest.first == "T" {
            rest.removeFirst()
            guard !rest.isEmpty, Self.add("H", worth: 3600, from: &rest, to: &total),
                Self.add("M", worth: 60, from: &rest, to: &total), Self.addSeconds(from: &rest, to: &total)
            else { return nil }
        }
        guard rest.isEmpty else { return nil }
        self = isNegative ? .zero - total : total
    }

    /// The duration in seconds, as ISO 8601 writes it, for example `PT90S` or `PT0.25S`.
    public var text: String {
        let (seconds, attoseconds) = components
        let sign = seconds < 0 || attoseconds < 0 ? "-" : ""
        guard attoseconds != 0 else { return "\(sign)PT\(seconds.magnitude)S" }
        let digits = String(attoseconds.magnitude)
        var fraction = String(repeating: "0", count: 18 - digits.count) + digits
        while fraction.last == "0" { fraction.removeLast() }
        return "\(sign)PT\(seconds.magnitude).\(fraction)S"
    }

    /// Judges ranges.
    public func breaks(_ constraint: Constraint) -> Bool {
        guard case .durations(let lower, let upper) = constraint.kind else { return false }
        return lower.map { self < $0 } ?? false || upper.map { self > $0 } ?? false
    }

    /// Adds a number that stands before a unit, where one does; false when it is too large or has another unit.
    private static func add(
        _ unit: Character,
        worth: Int64,
        from rest: inout Substring,
        to total: inout Duration
    ) -> Bool {
        let digits = rest.prefix { $0.isASCII && $0.isNumber }
        guard rest.dropFirst(digits.count).first == unit else { return true }
        guard digits.count <= 9, let number = Int64(digits) else { return false }
        total += .seconds(number * worth)
        rest = rest.dropFirst(digits.count + 1)
        return true
    }

    /// Adds the seconds with their fraction, where they are given.
    private static func addSeconds(from rest: inout Substring, to total: inout Duration) -> Bool {
        guard rest.last == "S" else { return rest.isEmpty }
        let parts = rest.dropLast().split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count <= 2, parts.allSatisfy({ $0.allSatisfy { $0.isASCII && $0.isNumber } }),
            parts[0].count <= 12, let whole = Int64(parts[0])
        else { return false }
        total += .seconds(whole)
        if parts.count == 2 {
            guard (1...18).contains(parts[1].count) else { return false }
            let digits = parts[1] + String(repeating: "0", count: 18 - parts[1].count)
            total += Duration(secondsComponent: 0, attosecondsComponent: Int64(digits) ?? 0)
        }
        rest = ""
        return true
    }
}
