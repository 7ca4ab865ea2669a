import Martlet

/// Why a member cannot be found.
enum MemberError: ProblemConvertible, Hashable {
    /// Nobody of that name has written to the bot.
    case nobody(String)

    var problem: Problem {
        switch self {
        case .nobody(let name): .notFound("member", name)
        }
    }
}
