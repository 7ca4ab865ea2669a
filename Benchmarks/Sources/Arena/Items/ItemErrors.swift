import Martlet

/// Why there is no item to answer with.
enum ItemError: ProblemConvertible, Hashable {
    /// There is no item of that id.
    case notFound(Int)
    /// The service runs without a database.
    case noDatabase

    var problem: Problem {
        switch self {
        case .notFound(let id): .notFound("Item", id)
        case .noDatabase: .unavailable("The arena runs without a database; set DATABASE_URL.")
        }
    }
}
