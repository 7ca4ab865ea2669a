import Martlet
import MartletTesting
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

    @Test mutating func `a batch that was too large is halved down to one update, which is news once`() {
        let news = (1...9).map { _ in position.shrink() }
        #expect(news == [false, false, false, false, false, false, true, false, false])
        #expect(position.limit == 1)
        #expect(position.standstills == 3)
        position.grow()
        #expect(position.limit == 2)
        for _ in 1...9 { position.grow() }
        #expect(position.limit == PollPosition.fullBatch)
    }

    @Test func `unreadable updates are told of at once, and those of ten minutes together`() {
        let (warning, clock) = (RepeatedWarning(), TestClock())
        let notes = [(0, 0), (1, 5), (2, 6), (0, 604), (1, 604), (0, 605), (0, 1300), (1, 1301)]
        let told = Context(clock: clock).run {
            notes.map { unreadable, second in
                clock.advance(by: .seconds(second) - clock.uptime)
                return warning.note(unreadable)
            }
        }
        #expect(told == [nil, 1, nil, nil, nil, 3, nil, 1])
    }
}
