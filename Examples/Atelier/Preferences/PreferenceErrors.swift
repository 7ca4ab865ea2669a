import Martlet

/// Why nothing can be painted with.
enum PreferenceError: ProblemConvertible, Hashable {
    /// No model is offered.
    case nothingOffered

    var problem: Problem { .unavailable("No model is offered at the moment.") }
}
