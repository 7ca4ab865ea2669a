import MartletContext
import MartletTesting

/// The example of the module's landing page; it has to compile.
func landingPageExample() async throws {
    // snippet: MartletTesting
    let clock = TestClock()
    try await Context(clock: clock).run {
        async let slept: Void = Context.current.clock.sleep(for: .seconds(60))
        try await clock.waitForSleeper(of: .seconds(60))
        clock.advance(by: .seconds(60))
        try await slept
    }
    // end
}
