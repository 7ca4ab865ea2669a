import Martlet

/// Why a model cannot be used.
enum ModelError: ProblemConvertible, Hashable {
    /// There is no model of that id, or it is not offered any more.
    case notFound(String)
    /// The model draws no pictures of that shape.
    case aspectRatioNotOffered(String, by: String)

    var problem: Problem {
        switch self {
        case .notFound(let id): .notFound("model", id)
        case .aspectRatioNotOffered(let ratio, let model):
            .badRequest("AspectRatioError", "The model \(model) draws no pictures of \(ratio).")
        }
    }
}
