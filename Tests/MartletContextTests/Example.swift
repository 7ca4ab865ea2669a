import MartletContext

/// The example of the module's landing page; it has to compile.
func landingPageExample() async throws {
    // snippet: MartletContext
    var context = Context.current
    context.deadline = .after(.seconds(2))
    context.correlation = CorrelationID()
    let uptime = try await context.run {
        try await Context.current.clock.sleep(for: .milliseconds(10))
        return Context.current.clock.uptime
    }
    // end
    _ = uptime
}
