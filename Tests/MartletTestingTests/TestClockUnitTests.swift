import MartletContext
import MartletTesting
import Testing

@Suite(.timeLimit(.minutes(10))) struct TestClockUnitTests {
    private let clock = TestClock()

    @Test func `both hands move together, the wall clock can also be set alone`() {
        let start = clock.now
        clock.advance(by: .seconds(90))
        #expect(clock.now == start + .seconds(90))
        #expect(clock.uptime == .seconds(90))
        clock.set(now: start)
        #expect(clock.now == start)
        #expect(clock.uptime == .seconds(90))
    }

    @Test func `a sleeper wakes when it is due and not before`() async throws {
        try await withThrowingTaskGroup(of: Int.self) { [clock] group in
            for seconds in [3, 1, 2] {
                group.addTask {
                    try await clock.sleep(for: .seconds(seconds))
                    return seconds
                }
            }
            try await clock.waitForSleepers(3)
            var woken: [Int?] = []
            for _ in 1...3 {
                clock.advance(by: .seconds(1))
                woken.append(try await group.next())
            }
            #expect(woken == [1, 2, 3])
            #expect(clock.sleeperCount == 0)
            #expect(Set(clock.sleeps) == [.seconds(1), .seconds(2), .seconds(3)])
        }
    }

    @Test func `a test can wait for the one sleep that it means`() async throws {
        try await withThrowingTaskGroup(of: Void.self) { [clock] group in
            group.addTask { try await clock.sleep(for: .seconds(30)) }
            group.addTask { try await clock.sleep(for: .seconds(2)) }
            try await clock.waitForSleeper(of: .seconds(2))
            try await clock.waitForSleeper(of: .seconds(30))
            clock.advance(by: .seconds(30))
            try await group.waitForAll()
        }
    }

    @Test func `a sleep that is already over returns at once`() async throws {
        try await clock.sleep(for: .zero)
        try await clock.sleep(until: .seconds(-1))
        #expect(clock.sleeps == [.zero, .seconds(-1)])
    }

    @Test func `F-49 a cancelled sleeper and a cancelled observer throw their cancellation`() async throws {
        try await withThrowingTaskGroup(of: Void.self) { [clock] group in
            group.addTask { try await clock.sleep(for: .seconds(1)) }
            group.addTask { try await clock.waitForSleepers(2) }
            try await clock.waitForSleepers(1)
            group.cancelAll()
            group.addTask { try await clock.sleep(for: .seconds(1)) }
            group.addTask { try await clock.waitForSleepers(2) }
            for _ in 1...4 {
                await #expect(throws: CancellationError.self) { try await group.next() }
            }
            #expect(clock.sleeperCount == 0)
        }
    }

    @Test func `a fixed random source gives what it was given`() {
        #expect(FixedRandom(7).next() == 7)
        #expect(FixedRandom().unit() == 0)
        #expect(FixedRandom(unit: 0.75).unit() == 0.75)
    }
}
