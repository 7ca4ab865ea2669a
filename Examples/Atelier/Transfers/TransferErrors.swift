import Martlet

/// Why a transfer is not proposed, or not decided.
enum TransferError: ProblemConvertible, Hashable {
    /// Nobody of that name has written to the bot.
    case nobody(String)
    /// There is no such transfer of this member.
    case notFound

    var problem: Problem {
        switch self {
        case .nobody(let name): .notFound("member", name)
        case .notFound: .notFound("transfer", "")
        }
    }
}
