import Martlet

/// How far a generation is.
enum GenerationState: String, ColumnValue, Choice, CaseIterable {
    /// The price is held, the provider has not taken it yet.
    case requested
    /// The provider works on it.
    case running
    /// The picture is made and paid.
    case succeeded
    /// The member has the picture.
    case delivered
    /// There will be no picture; what was held is given back.
    case failed
    /// It took too long; what was held is given back.
    case expired
    /// The member did not get the picture, or an administrator meant well; what was paid is paid back.
    case refunded

    static let placeholder = GenerationState.requested

    /// The states that may follow; every other change is refused.
    var successors: Set<GenerationState> {
        switch self {
        case .requested: [.running, .failed, .expired]
        case .running: [.succeeded, .failed, .expired]
        case .succeeded: [.delivered, .refunded]
        case .delivered: [.refunded]
        case .failed, .expired, .refunded: []
        }
    }
}

/// Why a member did not get a picture.
enum GenerationFailure: String, ColumnValue, CaseIterable {
    /// The provider does not take the order as it is.
    case refused
    /// The provider could not make the picture.
    case failed
    /// The provider could not be reached, or does not serve us.
    case unavailable
    /// It took too long.
    case expired
    /// Telegram takes the picture in no form.
    case undeliverable
    /// The member has blocked the bot.
    case blocked
}

/// What a change of state brings with it; what is nil stays as it was.
struct GenerationChange: Sendable {
    var task: TaskID?
    var resultURL: String?
    var cost: Credits?
    var failure: GenerationFailure?
    var fileID: String?
    var startedAt: Instant?
    var finishedAt: Instant?
    var deliveredAt: Instant?
}
