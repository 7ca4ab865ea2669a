/// What the stand-in for Telegram does wrong with a call, when it is told to.
public enum BotFault: Sendable, Hashable {
    /// It refuses the call.
    case refusal(BotRefusal)

    /// It answers an HTTP status, with a page that a gateway would send.
    case page(Int)

    /// It carries the call out, and then a gateway answers an HTTP status in its place.
    case pageAfterwards(Int)

    /// It does not answer.
    case silence
}

/// What is to be done wrong, in order.
struct FaultScript {
    private var entries: [(method: String?, fault: BotFault)] = []

    mutating func add(_ faults: [BotFault], to method: String?) {
        entries += faults.map { (method?.lowercased(), $0) }
    }

    /// Takes the fault of a call, if it has one.
    mutating func take(for method: String) -> BotFault? {
        let index = entries.firstIndex { $0.method == nil || $0.method == method.lowercased() }
        return index.map { entries.remove(at: $0).fault }
    }
}
