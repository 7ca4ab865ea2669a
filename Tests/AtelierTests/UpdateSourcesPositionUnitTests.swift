import Testing

@testable import Atelier

@Suite struct UpdateSourcesPositionUnitTests {
    private var position = PollPosition()

    @Test func `at first nothing is asked for in particular`() {
        #expect(position.offset == nil)
    }

    @Test mutating func `after an update the next id is asked for`() {
        position.pass(5)
        #expect(position.offset == 6)
    }

    @Test mutating func `an earlier update does not lead back`() {
        position.pass(5)
        position.pass(3)
        #expect(position.offset == 6)
    }

    @Test mutating func `an unreadable update leads one further`() {
        position.pass(5)
        position.passUnreadable()
        #expect(position.offset == 7)
    }

    @Test mutating func `an unreadable update leads nowhere while no id is known`() {
        position.passUnreadable()
        #expect(position.offset == nil)
    }
}
