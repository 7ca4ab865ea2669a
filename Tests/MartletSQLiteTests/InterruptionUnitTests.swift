import MartletContext
import MartletDatabase
@testable import MartletSQLite
import MartletTesting
import Testing

/// When a call has to end, and with which error.
@Suite struct InterruptionUnitTests {
    private let clock = TestClock()

    @Test func `a call without a deadline goes on`() throws {
        let interruption = Interruption(Context(clock: clock))
        clock.advance(by: .seconds(86_400))
        #expect(!interruption.hasDeadline)
        try interruption.check()
    }

    @Test func `a call ends at its deadline and not before`() throws {
        let deadline = Deadline(uptime: clock.uptime + .seconds(1))
        let interruption = Interruption(Context(clock: clock, deadline: deadline))
        clock.advance(by: .milliseconds(999))
        try interruption.check()
        clock.advance(by: .milliseconds(1))
        let error = #expect(throws: DatabaseError.self) { try interruption.check() }
        #expect(error?.code == .deadlineExceeded)
    }

    @Test func `a clock that is set moves no deadline`() throws {
        let deadline = Deadline(uptime: clock.uptime + .seconds(1))
        let interruption = Interruption(Context(clock: clock, deadline: deadline))
        clock.set(now: clock.now + .seconds(86_400))
        try interruption.check()
    }

    @Test func `a cancelled call ends as cancelled, also past its deadline`() {
        let interruption = Interruption(Context(clock: clock, deadline: Deadline(uptime: clock.uptime)))
        interruption.cancel()
        #expect(throws: CancellationError.self) { try interruption.check() }
    }
}
