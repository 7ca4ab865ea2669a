import Martlet

/// What to do after the provider has not taken an order.
enum OrderDecision: Sendable, Hashable {
    /// It said for certain that it took nothing yet and will later: that costs time only.
    case wait(Duration)
    /// It asked for a pause, and may have taken the order.
    case orderAgain(after: Duration)
    /// Nobody knows whether it took the order.
    case orderAgainSoon
    /// It will not take it.
    case giveUp(GenerationFailure)

    /// Decides after a refusal.
    ///
    /// - Parameters:
    ///   - error: What the provider said.
    ///   - left: How long the member still waits.
    init(after error: ProviderError, left: Duration) {
        switch error.code {
        // A pause that is none would be ordering again and again.
        case .limited, .maintenance: self = .wait(min(max(error.retryAfter ?? error.usualPause, .seconds(1)), left))
        case .invalid, .generationFailed: self = .giveUp(.refused)
        default:
            switch error.retryVerdict {
            case .permanent: self = .giveUp(.unavailable)
            case .transientAfter(let pause): self = .orderAgain(after: min(pause, left))
            case .transient: self = .orderAgainSoon
            }
        }
    }
}
