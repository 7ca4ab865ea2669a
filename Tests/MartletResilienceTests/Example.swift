import MartletResilience

/// The example of the module's landing page; it has to compile.
func landingPageExample() async throws {
    // snippet: MartletResilience
    let policy = RetryPolicy(attempts: 5, backoff: .exponential(from: .milliseconds(200), cap: .seconds(5)))
    let answer = try await policy.run("billing.invoice") { attempt in
        try await withDeadline(.seconds(2), of: "billing.invoice") {
            "answer \(attempt)"
        }
    }
    // end
    _ = answer
}
