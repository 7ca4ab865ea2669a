/// What the bodies of one connection's unanswered requests take from the budget, in the order of the requests.
struct HeldBodies {
    private let budget: BodyBudget
    private var counts: [Int] = []

    init(budget: BodyBudget) {
        self.budget = budget
    }

    /// A request begins.
    mutating func begin() {
        counts.append(0)
    }

    /// Bytes of the last request's body arrived; returns false when the budget is spent.
    mutating func take(_ count: Int) -> Bool {
        guard let last = counts.indices.last else { return true }
        guard budget.take(count) else { return false }
        counts[last] += count
        return true
    }

    /// The first request was answered; an answer to what was no request holds nothing.
    mutating func answered() {
        guard !counts.isEmpty else { return }
        budget.giveBack(counts.removeFirst())
    }

    /// The connection ended.
    mutating func end() {
        while !counts.isEmpty { answered() }
    }
}
