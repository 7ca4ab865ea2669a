/// What the stand-in of the provider does wrong with a call, when it is told to.
public enum ProviderAnswerFault: Sendable, Hashable {
    /// It answers an error: HTTP 200 with this code inside.
    case code(Int)

    /// It answers an HTTP status, with a page that a gateway would send.
    case status(Int)

    /// It answers something that is no JSON.
    case garbage

    /// It does not answer.
    case silence
}

/// What the stand-in of the provider does wrong with a task, when it is told to.
public enum ProviderTaskFault: Sendable, Hashable {
    /// The task fails.
    case fails(code: String, message: String)

    /// The task is generated for ever.
    case neverEnds

    /// The callback never comes.
    case neverCallsBack

    /// The callback comes twice.
    case callsBackTwice

    /// The callback's signature is made with another key.
    case forgesSignature
}
