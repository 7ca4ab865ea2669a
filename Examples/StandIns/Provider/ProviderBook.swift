import Martlet

/// What the provider's stand-in remembers; all of it is bounded.
struct ProviderBook {
    /// The most tasks that are remembered, and that run at a time.
    static let (capacity, running) = (500, 100)

    /// What a task of each model costs, in hundredths of a credit; one of another model costs ``otherPrice``.
    static let prices = ["z-image": 80, "google/imagen4-fast": 400, "google/imagen4-ultra": 1200]

    /// What a task of a model that the bot does not offer costs, in hundredths of a credit.
    static let otherPrice = 400

    /// What is left, in hundredths of a credit.
    private(set) var credits: Int
    private(set) var tasks: [String: ProviderTask] = [:]
    var answerFaults: [ProviderAnswerFault] = []
    var taskFaults: [ProviderTaskFault] = []

    /// What still has to be called back for.
    var uncalled: [ProviderTask] = []

    /// The ids of the tasks, the oldest first.
    private var order: [String] = []

    private var creations: Allowance
    private var queries: Allowance

    init(credits: Int, limit: Int, queryLimit: Int) {
        self.credits = credits * 100
        creations = Allowance(limit, within: .seconds(10))
        queries = Allowance(queryLimit, within: .seconds(1))
    }

    /// Why a task is refused, if it is.
    func refusal(of ordered: ProviderOrder) -> ProviderAnswer? {
        if creations.isUsedUp || tasks.values.count(where: { !$0.isOver }) >= Self.running { return .refused(429) }
        return credits < Self.price(of: ordered) ? .refused(402) : nil
    }

    /// Counts a query; false, and it does not count, when there have been too many.
    mutating func admitQuery() -> Bool {
        guard !queries.isUsedUp else { return false }
        queries.use()
        return true
    }

    private static func price(of ordered: ProviderOrder) -> Int { prices[ordered.model] ?? otherPrice }

    mutating func take(_ ordered: ProviderOrder, pace: ProviderPace, address: String) -> ProviderTask {
        let fault = taskFaults.isEmpty ? nil : taskFaults.removeFirst()
        let task = ProviderTask(ordered, fault: fault, pace: pace, address: address)
        credits -= Self.price(of: ordered)
        creations.use()
        if order.count >= Self.capacity { tasks[order.removeFirst()] = nil }
        tasks[task.id] = task
        order.append(task.id)
        if ordered.callback != nil, fault != .neverCallsBack { uncalled.append(task) }
        return task
    }
}
