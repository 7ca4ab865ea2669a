@testable import Atelier
import Martlet
import MartletTesting
import Testing

/// The turns of calls that the provider limits.
@Suite(.timeLimit(.minutes(10)))
struct CallLimitUnitTests {
    @Test func `no second has more calls than the limit, whoever makes them`() async throws {
        let (clock, limit) = (TestClock(), CallLimit(perSecond: 10))
        try await Context(clock: clock).run {
            for _ in 1...10 { try await limit.wait() }
            #expect(clock.sleeps == [])
            clock.advance(by: .milliseconds(400))
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 1...11 { group.addTask { try await limit.wait() } }
                try await clock.waitForSleepers(11)
                #expect(clock.sleeps.filter { $0 == .milliseconds(600) }.count == 10)
                #expect(clock.sleeps.filter { $0 == .milliseconds(1600) }.count == 1)
                clock.advance(by: .milliseconds(600))
                for _ in 1...10 { try await group.next() }
                #expect(clock.sleeperCount == 1)
                clock.advance(by: .seconds(1))
                try await group.waitForAll()
            }
            clock.advance(by: .seconds(1))
            for _ in 1...9 { try await limit.wait() }
            #expect(clock.sleeperCount == 0)
        }
    }
}
