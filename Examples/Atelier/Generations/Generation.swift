/// A picture that somebody asked for.
struct Generation: Sendable {}
