/// The label pairs of one series, in ascending order of their names, as they stand in the text.
struct SeriesKey: Sendable, Hashable {
    /// `name="value",name="value"`, without braces; empty without labels.
    let text: String

    /// Takes dimensions as swift-metrics has them; of two with one name the last counts.
    init(_ dimensions: [(String, String)], reserved: String? = nil) {
        var pairs: [(name: String, value: String)] = []
        for (name, value) in dimensions {
            var name = MetricName.dimension(name)
            if name == reserved { name += "_" }
            pairs.removeAll { $0.name == name }
            pairs.append((name, value))
        }
        pairs.sort { $0.name < $1.name }
        text = pairs.map { "\($0.name)=\"\(Self.escaped($0.value))\"" }.joined(separator: ",")
    }

    private static func escaped(_ value: String) -> String {
        var result = ""
        for scalar in value.unicodeScalars {
            guard result.utf8.count < 256 else { break }
            switch scalar {
            case "\\": result += "\\\\"
            case "\"": result += "\\\""
            case "\n": result += "\\n"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
