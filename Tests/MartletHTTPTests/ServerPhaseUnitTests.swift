@testable import MartletHTTP
import Testing

/// How far a server is, and why it is no further.
@Suite struct ServerPhaseUnitTests {
    @Test func `a server begins with starting, for no special reason`() {
        let phase = ServerPhase()
        #expect(phase.now == .starting)
        #expect(phase.delay == nil)
    }

    @Test func `the last reason is told until the server is ready`() {
        let phase = ServerPhase()
        phase.delay(because: "the database cannot be reached")
        phase.delay(because: "the schema is migrated")
        #expect(phase.delay == "the schema is migrated")
        #expect(phase.now == .starting)
        phase.begin(.ready)
        #expect(phase.delay == nil)
        #expect(phase.now == .ready)
    }

    @Test func `a server that drains never becomes ready`() {
        let phase = ServerPhase()
        phase.begin(.draining)
        phase.begin(.ready)
        #expect(phase.now == .draining)
    }
}
