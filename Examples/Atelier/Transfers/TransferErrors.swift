import Martlet

/// Why a transfer is not proposed, or not decided.
enum TransferError: ProblemConvertible, Hashable {
    /// There is no such transfer of this member.
    case notFound

    var problem: Problem {
        switch self {
        case .notFound: .notFound("transfer", "")
        }
    }
}
