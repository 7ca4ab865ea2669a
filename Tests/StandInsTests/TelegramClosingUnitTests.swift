import Martlet
@testable import StandIns
import Testing

/// The end of a process that has the stand-in inside.
@Suite(.timeLimit(.minutes(10)))
struct TelegramClosingUnitTests {
    @Test func `whoever waits for news is let go when the process ends, so that its server need not wait`() async {
        let standIn = TelegramStandIn(show: { _ in })
        standIn.introduce(ChatPerson(id: 7))
        async let news = standIn.events(of: 7, after: 0, within: .seconds(3600))
        await standIn.drain(until: .after(.seconds(1)))
        #expect(await news?.events.isEmpty == true)
    }
}
