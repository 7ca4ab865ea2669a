import MartletContext

/// A closed loop of callers, the same for every contender.
struct CallLoop {
    let callers: Int
    let warmUp: Duration
    let length: Duration

    /// Calls until the time is up; throws what a call throws.
    @concurrent
    func callsPerSecond(of subject: any Subject) async throws -> Double {
        let clock = SystemTime()
        let begin = clock.uptime + warmUp
        let end = begin + length
        let count = try await withThrowingTaskGroup(of: Int.self) { group in
            for number in 0..<callers {
                group.addTask {
                    var numbers = Numbers(seed: UInt64(number))
                    var count = 0
                    while true {
                        try await subject.call(with: numbers.next())
                        let now = clock.uptime
                        guard now < end else { return count }
                        if now >= begin { count += 1 }
                    }
                }
            }
            return try await group.reduce(0, +)
        }
        return Double(count) / (length / .seconds(1))
    }
}
