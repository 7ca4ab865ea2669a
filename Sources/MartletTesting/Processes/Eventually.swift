import MartletContext

/// Waits until a condition outside this process holds, looking every 20 milliseconds.
///
/// For other processes only; inside a test's own process wait for signals, `drain()` or the test clock.
///
/// - Parameters:
///   - limit: How long to look; generous, because it is only used up by failures.
///   - what: What is waited for; completes the sentence "… did not happen".
///   - condition: Returns a value once the condition holds.
/// - Returns: The value.
/// - Throws: ``EventuallyError`` when the time is up, `CancellationError`, or what the condition throws.
public func eventually<Success>(
    within limit: Duration = .seconds(30),
    _ what: String,
    _ condition: () async throws -> Success?
) async throws -> Success {
    let clock = SystemTime()
    let end = clock.uptime + limit
    while true {
        if let success = try await condition() { return success }
        guard clock.uptime < end else { throw EventuallyError(what: what, limit: limit) }
        try await clock.sleep(for: .milliseconds(20))
    }
}

/// A condition that did not come to hold in time.
public struct EventuallyError: Error, CustomStringConvertible {
    let what: String
    let limit: Duration

    /// What did not happen.
    public var description: String {
        "\(what) did not happen within \(limit)."
    }
}
