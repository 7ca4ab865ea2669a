/// One step from the root of the input to a value.
enum PathStep {
    case field(StaticString)
    case key(String)
    case index(Int)

    /// The longest part of a key of the input that an issue repeats.
    private static let keyLimit = 64

    /// Joins steps to a path such as `items[3].name`; keys of the input are cut and shown without control characters.
    static func text(of steps: some Sequence<PathStep>) -> String {
        var text = ""
        for step in steps {
            switch step {
            case .field(let name): text += (text.isEmpty ? "" : ".") + name.description
            case .key(let key): text += (text.isEmpty ? "" : ".") + printable(key)
            case .index(let index): text += "[\(index)]"
            }
        }
        return text
    }

    private static func printable(_ key: String) -> String {
        var text = String.UnicodeScalarView()
        for scalar in key.unicodeScalars.prefix(keyLimit) {
            text.append(scalar.properties.generalCategory == .control ? "\u{FFFD}" : scalar)
        }
        return String(text) + (key.unicodeScalars.count > keyLimit ? "…" : "")
    }
}
