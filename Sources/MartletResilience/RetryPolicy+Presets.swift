extension RetryPolicy {
    /// The policy for calls to a provider's API: three attempts, 0.5 s doubled, 10 % additive jitter.
    public static let externalCall = RetryPolicy(
        attempts: 3,
        backoff: .exponential(from: .milliseconds(500), jitter: .additive(0.1))
    )

    /// The policy for transient faults: three attempts, 1 s doubled, 10 % additive jitter.
    public static let transientFault = RetryPolicy(
        attempts: 3,
        backoff: .exponential(from: .seconds(1), jitter: .additive(0.1))
    )

    /// The policy for the first connection to a server: five attempts, 1 s apart, 10 % additive jitter.
    public static let connecting = RetryPolicy(
        attempts: 5,
        backoff: .constant(.seconds(1), jitter: .additive(0.1))
    )
}
