import Martlet

/// Why a model cannot be used.
enum ModelError: ProblemConvertible, Hashable {
    /// There is no model of that id, or it is not offered any more.
    case notFound(String)

    var problem: Problem {
        switch self {
        case .notFound(let id): .notFound("model", id)
        }
    }
}
