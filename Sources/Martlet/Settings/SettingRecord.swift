/// A declared setting and the value it has.
public struct SettingRecord: Sendable, Hashable {
    /// The variable, for example `HTTP_PORT`.
    public let variable: String

    /// What the setting is for, in one line of Markdown.
    public let about: String

    /// The value when none is given; nil where there is none.
    public let standard: String?

    /// The value in effect; a secret's is masked.
    public let value: String?

    /// Where the value comes from; nil for the default.
    public let source: String?

    /// Tells whether the value is never shown.
    public let isSecret: Bool
}

/// A variable that no setting reads, though it looks as if it were meant to be one.
public struct MisspeltSetting: Sendable, Hashable, CustomStringConvertible {
    /// The variable that was given.
    public let variable: String

    /// Where it was given.
    public let source: String

    /// The setting that was probably meant.
    public let meant: String?

    /// The finding in one sentence.
    public var description: String {
        let hint = meant.map { "; did you mean \($0)?" } ?? "."
        return "\(variable) in \(source) is not a setting of this service\(hint)"
    }

    /// Looks for the known name closest to a variable.
    ///
    /// Where a place holds settings only, everything unknown counts; in a process's environment, which holds much else,
    /// only what differs from a known name in at most two letters.
    init?(_ variable: String, in source: String, known: Set<String>, isOurs: Bool) {
        let closest = known.map { (name: $0, distance: variable.editDistance(to: $0)) }
            .min { ($0.distance, $0.name) < ($1.distance, $1.name) }
        let meant = closest.flatMap { $0.distance <= 2 ? $0.name : nil }
        guard isOurs || meant != nil else { return nil }
        self.variable = variable
        self.source = source
        self.meant = meant
    }
}

/// A line of a file of variables that sets nothing, though it looks as if it were meant to.
public struct UnreadableLine: Sendable, Hashable, CustomStringConvertible {
    /// The line's number, from 1 on.
    public let number: Int

    /// The file.
    public let source: String

    /// The finding in one sentence, without the line's text, which may hold a secret.
    public var description: String {
        "Line \(number) in \(source) is not NAME=value and sets nothing."
    }
}

extension String {
    /// The least number of letters to insert, delete or replace to turn one text into the other (Levenshtein).
    fileprivate func editDistance(to other: String) -> Int {
        let other = Array(other.utf8)
        var row = Array(0...other.count)
        for (line, letter) in utf8.enumerated() {
            var diagonal = row[0]
            row[0] = line + 1
            for column in other.indices {
                let replaced = diagonal + (letter == other[column] ? 0 : 1)
                diagonal = row[column + 1]
                row[column + 1] = Swift.min(replaced, diagonal + 1, row[column] + 1)
            }
        }
        return row[other.count]
    }
}
