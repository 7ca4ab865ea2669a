import Testing

/// Lends a suite one browser, so that its tests share the seconds that a start takes; the suite is to be serialized.
struct BrowserTrait: SuiteTrait, TestScoping {
    func provideScope(
        for test: Test,
        testCase: Test.Case?,
        performing function: @concurrent @Sendable () async throws -> Void
    ) async throws {
        try await Browser.with { browser in
            try await Browser.$lent.withValue(browser) { try await function() }
        }
    }
}

extension Trait where Self == BrowserTrait {
    /// Lends the suite one browser.
    static var browser: Self { BrowserTrait() }
}

extension Browser {
    @TaskLocal fileprivate static var lent: Browser?

    /// The browser of the suite.
    static var current: Browser {
        get throws { try #require(lent, "The suite has no trait .browser.") }
    }
}
