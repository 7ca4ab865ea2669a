import Martlet

/// A refusal of the provider, which mostly comes inside of an answer with status 200.
struct ProviderError: RetryClassified, CustomStringConvertible {
    /// What the provider says in `code`; open, because others may come.
    struct Code: RawRepresentable, Sendable, Hashable {
        let rawValue: Int

        /// The order is taken, and its task cannot be asked for: a further order would be paid as well.
        static let unnamedTask = Code(rawValue: 200)
        /// The key is wrong.
        static let unauthorized = Code(rawValue: 401)
        /// The service has no credits left with the provider.
        static let noCredits = Code(rawValue: 402)
        /// There is no such task.
        static let notFound = Code(rawValue: 404)
        /// The provider does not take the order as it is.
        static let invalid = Code(rawValue: 422)
        /// Too many calls, or too many tasks at a time.
        static let limited = Code(rawValue: 429)
        /// The provider is under maintenance.
        static let maintenance = Code(rawValue: 455)
        /// The provider failed.
        static let serverError = Code(rawValue: 500)
        /// The generation failed.
        static let generationFailed = Code(rawValue: 501)
        /// The model is switched off.
        static let disabled = Code(rawValue: 505)
        /// The answer is none of the provider's.
        static let unreadable = Code(rawValue: 0)
    }

    /// What was called.
    let call: String

    let code: Code

    /// The provider's own words, which may repeat a prompt: nothing for logs.
    let reason: String

    /// How long the provider asks to wait.
    let retryAfter: Duration?

    /// What an operator reads in the log.
    var description: String { "The provider refused \(call) with \(code.rawValue): \(code.meaning)" }

    /// How long to wait where the provider does not say.
    var usualPause: Duration { code == .maintenance ? .seconds(30) : .seconds(10) }

    /// Whether the same call may succeed later; refused creations are not queued, so that they may be repeated.
    var retryVerdict: RetryVerdict {
        switch code {
        case .limited, .maintenance: .transientAfter(retryAfter ?? usualPause)
        case .serverError, .unreadable: retryAfter.map { .transientAfter($0) } ?? .transient
        case .unnamedTask, .unauthorized, .noCredits, .notFound, .invalid, .generationFailed, .disabled: .permanent
        // Unknown codes go by the family that they are of.
        case _ where code.rawValue >= 500: retryAfter.map { .transientAfter($0) } ?? .transient
        default: .permanent
        }
    }
}

extension ProviderError {
    /// Whether the account is to be mended, which concerns all calls alike.
    var isAboutAccount: Bool { code == .unauthorized || code == .noCredits }

    /// The pause that it asks for; none for most.
    var pause: Duration {
        if case .transientAfter(let pause) = retryVerdict { pause } else { .zero }
    }
}

extension ProviderError.Code {
    fileprivate var meaning: String {
        switch self {
        case .unnamedTask: "it has taken the order without a taskId of its own that can be used."
        case .unauthorized: "the key is wrong; check KIE_API_KEY."
        case .noCredits: "no credits are left; top up the provider's account."
        case .notFound: "there is no such task."
        case .invalid: "the order is invalid; compare the model's parameters with the provider's documents."
        case .limited: "too many calls or tasks at a time."
        case .maintenance: "it is under maintenance."
        case .serverError: "it failed."
        case .generationFailed: "the generation failed."
        case .disabled: "the model is switched off."
        case .unreadable: "the answer is none of the provider's."
        default: "a code that its documents do not name."
        }
    }
}
