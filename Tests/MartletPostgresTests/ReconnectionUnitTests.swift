import MartletTesting
import Testing

@testable import MartletPostgres

@Suite struct ReconnectionUnitTests {
    @Test func `the first attempt needs no pause`() {
        let reconnection = Reconnection()
        #expect(!reconnection.isFailing)
        #expect(reconnection.isDue(at: .zero))
    }

    @Test func `pauses double up to two seconds`() {
        var reconnection = Reconnection(random: FixedRandom(unit: 0.5))
        var now = Duration.seconds(100)
        for pause in [50, 100, 200, 400, 800, 1000, 1000].map(Duration.milliseconds) {
            reconnection.fail(at: now)
            #expect(reconnection.isFailing)
            #expect(!reconnection.isDue(at: now + pause - .microseconds(1)))
            #expect(reconnection.isDue(at: now + pause))
            now += pause
        }
    }

    @Test func `chance takes any share of the pause, from nothing on`() {
        var reconnection = Reconnection(random: FixedRandom(unit: 0))
        reconnection.fail(at: .seconds(5))
        #expect(reconnection.isDue(at: .seconds(5)))
    }

    @Test func `a connection that is made ends the pauses`() {
        var reconnection = Reconnection(random: FixedRandom(unit: 0.5))
        for _ in 0..<5 { reconnection.fail(at: .zero) }
        reconnection.succeed()
        #expect(reconnection.isDue(at: .zero))
        reconnection.fail(at: .zero)
        #expect(reconnection.isDue(at: .milliseconds(50)))
    }
}
