import Martlet

/// Why money does not move; nothing has been written when one of these is thrown.
enum WalletError: ProblemConvertible, Hashable {
    /// The wallet holds less than is to be taken.
    case insufficientFunds(available: Money)
    /// The amount is zero, negative, or of another currency than the wallets'.
    case amountNotPositive
    /// The amount is larger than one operation may move.
    case amountTooLarge(limit: Money)
    /// Sender and receiver are one.
    case sameMember
    /// There is no wallet of that member.
    case unknownMember
    /// Nothing is held for the generation: it never was, or it was released or charged before.
    case nothingHeld
    /// The generation was not charged, so nothing can be paid back.
    case nothingCharged

    var problem: Problem {
        switch self {
        case .insufficientFunds(let available):
            .badRequest(
                "InsufficientFundsError",
                "The wallet does not hold enough.",
                details: .object { $0.field("available", available) }
            )
        case .amountNotPositive: .badRequest("AmountNotPositiveError", "The amount must be more than zero.")
        case .amountTooLarge(let limit):
            .badRequest("AmountTooLargeError", "The amount must be at most \(limit).")
        case .sameMember: .badRequest("SameMemberError", "Money cannot be sent to oneself.")
        case .unknownMember: .badRequest("UnknownMemberError", "There is no such member.")
        case .nothingHeld: .conflict("NothingHeldError", "Nothing is held for this generation.")
        case .nothingCharged: .conflict("NothingChargedError", "This generation was not charged.")
        }
    }
}
