/// What a figure or a ratio has to reach, or not to exceed.
enum Bar: LosslessStringConvertible, Sendable, Hashable {
    case atLeast(Double)
    case atMost(Double)

    init?(_ description: String) {
        guard let limit = Double(description.dropFirst(2)) else { return nil }
        switch description.prefix(2) {
        case "≥ ": self = .atLeast(limit)
        case "≤ ": self = .atMost(limit)
        default: return nil
        }
    }

    var description: String {
        switch self {
        case .atLeast(let limit): "≥ \(limit)"
        case .atMost(let limit): "≤ \(limit)"
        }
    }

    func isMet(by value: Double) -> Bool {
        switch self {
        case .atLeast(let limit): value >= limit
        case .atMost(let limit): value <= limit
        }
    }
}
