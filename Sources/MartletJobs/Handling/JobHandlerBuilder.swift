/// Collects the handlers that are listed in a block.
@resultBuilder
public enum JobHandlerBuilder: Sendable {
    /// Registers a handler of jobs.
    public static func buildExpression(_ handler: some JobHandler) -> [JobRegistration] {
        [JobRegistration(handler)]
    }

    /// Registers a handler of deliveries.
    public static func buildExpression(_ handler: some InboxHandler) -> [JobRegistration] {
        [JobRegistration(handler)]
    }

    /// Joins the lines of a block.
    public static func buildBlock(_ parts: [JobRegistration]...) -> [JobRegistration] {
        parts.flatMap(\.self)
    }

    /// Takes an `if` without an `else`.
    public static func buildOptional(_ part: [JobRegistration]?) -> [JobRegistration] {
        part ?? []
    }

    /// Takes the first branch.
    public static func buildEither(first part: [JobRegistration]) -> [JobRegistration] {
        part
    }

    /// Takes the second branch.
    public static func buildEither(second part: [JobRegistration]) -> [JobRegistration] {
        part
    }

    /// Takes a loop.
    public static func buildArray(_ parts: [[JobRegistration]]) -> [JobRegistration] {
        parts.flatMap(\.self)
    }
}
