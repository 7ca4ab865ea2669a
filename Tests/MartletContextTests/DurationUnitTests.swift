import MartletContext
import Testing

@Suite struct DurationUnitTests {
    @Test(arguments: [
        (Duration.minutes(5), Duration.seconds(300)),
        (.hours(24), .seconds(86_400)),
        (.days(7), .seconds(604_800)),
        (.days(-1), .seconds(-86_400)),
        (.minutes(0), .zero),
    ])
    func `minutes, hours and days are counted in seconds`(duration: Duration, seconds: Duration) {
        #expect(duration == seconds)
    }
}
