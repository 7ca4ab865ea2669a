import Martlet

/// How many calls of a kind the provider takes within a time.
struct Allowance {
    let count: Int
    let window: Duration

    /// The uptimes of the latest calls that were taken.
    private var taken: [Duration] = []

    init(_ count: Int, within window: Duration) {
        self.count = count
        self.window = window
    }

    /// Whether no further call is taken now.
    var isUsedUp: Bool {
        let now = Context.current.clock.uptime
        return taken.count(where: { now - $0 < window }) >= count
    }

    /// Counts a call that is taken.
    mutating func use() {
        taken = taken.suffix(count - 1) + [Context.current.clock.uptime]
    }
}
