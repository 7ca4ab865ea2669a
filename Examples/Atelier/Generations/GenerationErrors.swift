import Martlet

/// Why a text is no prompt.
enum PromptError: ProblemConvertible, Hashable {
    /// There is nothing in it that can be seen.
    case empty
    /// It has so many code points.
    case tooLong(Int)
    /// There is a character in it that nobody writes.
    case controlCharacter

    private static var bounds: String { "\(Prompt.lengths.lowerBound) to \(Prompt.lengths.upperBound) characters" }

    var problem: Problem {
        switch self {
        case .empty: .badRequest("PromptEmptyError", "A prompt has \(Self.bounds); this one is empty.")
        case .tooLong(let count):
            .badRequest("PromptTooLongError", "A prompt has \(Self.bounds); this one has \(count).")
        case .controlCharacter:
            .badRequest("PromptControlCharacterError", "A prompt has \(Self.bounds), none of them a control character.")
        }
    }
}

/// Why something cannot be done with a generation.
enum GenerationError: ProblemConvertible, Hashable {
    /// There is none of that id, or it is somebody else's.
    case notFound(ID<Generation>)
    /// It is not paid, so that nothing can be paid back.
    case notPaid(GenerationState)

    var problem: Problem {
        switch self {
        case .notFound(let id): .notFound("generation", "\(id)")
        case .notPaid(let state):
            .conflict("GenerationNotPaidError", "A generation that is \(state.rawValue) cannot be refunded.")
        }
    }
}
