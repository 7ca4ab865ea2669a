/// Contenders that are measured by turns, each round beginning with another one.
struct Rounds {
    let count: Int

    /// Measures every contender once in each round; returns what each one did, in the order of the rounds.
    func run<Outcome>(
        _ contenders: [String],
        _ measure: (String) async throws -> Outcome
    ) async throws -> [String: [Outcome]] {
        var outcomes: [String: [Outcome]] = [:]
        for round in 0..<count {
            for position in contenders.indices {
                let contender = contenders[(position + round) % contenders.count]
                let outcome = try await measure(contender)
                print("round \(round + 1), \(contender): \(outcome)")
                outcomes[contender, default: []].append(outcome)
            }
        }
        return outcomes
    }
}
