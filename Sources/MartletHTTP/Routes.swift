/// A feature's routes: HTTP in, HTTP out, no decisions, no catch.
///
/// ```swift
/// struct CardRoutes: Routes {
///     let cards: CardService
///
///     func register(on routes: RouteGroup<MemberContext>) {
///         routes.group("cards", access: .permission("cards")) { routes in
///             routes.get(":id", summary: "One card") { (payload: CardGetPayload, context) in
///                 try await cards.getOne(payload, by: context.member)
///             }
///             routes.post(summary: "Create a card") { (payload: CardCreatePayload, context) in
///                 Created(try await cards.createOne(payload, by: context.member))
///             }
///         }
///     }
/// }
/// ```
public protocol Routes: Sendable {
    /// What the handlers get beside their payload.
    associatedtype Context: RouteContext

    /// Declares the routes.
    func register(on routes: RouteGroup<Context>)
}

/// Lists the routes of a server.
@resultBuilder
public enum RoutesBuilder: Sendable {
    /// Takes one feature's routes.
    public static func buildExpression(_ routes: some Routes) -> [any Routes] { [routes] }

    /// Takes a list of routes.
    public static func buildExpression(_ routes: [any Routes]) -> [any Routes] { routes }

    /// Joins the lists.
    public static func buildBlock(_ lists: [any Routes]...) -> [any Routes] { lists.flatMap(\.self) }

    /// Takes the routes of an `if` without `else`.
    public static func buildOptional(_ list: [any Routes]?) -> [any Routes] { list ?? [] }

    /// Takes the routes of the first branch.
    public static func buildEither(first list: [any Routes]) -> [any Routes] { list }

    /// Takes the routes of the second branch.
    public static func buildEither(second list: [any Routes]) -> [any Routes] { list }

    /// Takes the routes of a loop.
    public static func buildArray(_ lists: [[any Routes]]) -> [any Routes] { lists.flatMap(\.self) }
}
