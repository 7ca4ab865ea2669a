import Testing

/// Reads the text format as strictly as its specification allows, and more strictly than scrapers do.
struct StrictExposition {
    private let text: String

    init(_ text: String) {
        self.text = text
    }

    /// Checks everything and returns the values by series.
    @discardableResult
    func check() throws -> [String: Double] {
        #expect(text.hasSuffix("\n") && !text.hasSuffix("\n\n"))
        var values: [String: Double] = [:]
        var types: [String: String] = [:]
        var family = ""
        for line in text.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
            if line.hasPrefix("# HELP ") {
                family = String(try #require(line.split(separator: " ", maxSplits: 3).dropFirst(2).first))
                #expect(types[family] == nil, "\(family) begins twice")
            } else if line.hasPrefix("# TYPE ") {
                let words = line.split(separator: " ")
                #expect(words[2] == family)
                types[family] = String(words[3])
            } else {
                let sample = try #require(line.wholeMatch(of: Self.sample), "\(line)")
                let base = String(sample.1).trimmingSuffix(
                    types[family] == "histogram" ? ["_bucket", "_sum", "_count"] : []
                )
                #expect(base == family, "\(line) does not belong to \(family)")
                let name = "\(sample.1)\(sample.2 ?? "")"
                #expect(values[name] == nil, "\(name) stands there twice")
                let value: Double = try #require(Self.number(sample.3), "\(line)")
                values[name] = value
            }
        }
        checkHistograms(values)
        return values
    }

    private func checkHistograms(_ values: [String: Double]) {
        for (name, value) in values where name.contains("le=\"+Inf\"") {
            let rest = name.replacing("_bucket{", with: "_count{", maxReplacements: 1)
                .replacing(/,?le="\+Inf"/, with: "").replacing("{}", with: "")
            #expect(values[rest] == value, "\(rest) is not \(value)")
            let prefix = name.prefix { $0 != "+" }
            let buckets = values.filter { $0.key.hasPrefix(prefix) }
                .compactMap { entry in
                    Self.number(entry.key.dropFirst(prefix.count).prefix { $0 != "\"" }).map { ($0, entry.value) }
                }
                .sorted { $0.0 < $1.0 }
            #expect(buckets.map(\.1) == buckets.map(\.1).sorted(), "the buckets of \(name) shrink")
        }
    }

    private static func number(_ text: Substring) -> Double? {
        switch text {
        case "+Inf": .infinity
        case "-Inf": -.infinity
        case "NaN": .nan
        default: Double(text)
        }
    }

    private static var sample: Regex<(Substring, Substring, Substring?, Substring)> {
        /([a-zA-Z_:][a-zA-Z0-9_:]*)(\{[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\n]|\\[\\"n])*"(?:,[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\n]|\\[\\"n])*")*\})? ([^ ]+)/
    }
}

extension String {
    /// The text without the first of these endings that it has.
    fileprivate func trimmingSuffix(_ suffixes: [String]) -> String {
        for suffix in suffixes where hasSuffix(suffix) { return String(dropLast(suffix.count)) }
        return self
    }
}
