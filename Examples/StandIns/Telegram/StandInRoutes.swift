public import Martlet

/// The stand-in's doors: the Bot API for the bot, and `/stand-in/…` for people.
public struct StandInRoutes: Routes {
    private let standIn: TelegramStandIn

    /// Creates the routes of a stand-in.
    public init(_ standIn: TelegramStandIn) {
        self.standIn = standIn
    }

    /// Declares the routes.
    public func register(on routes: RouteGroup<RequestContext>) {
        BotRoutes(standIn: standIn).register(on: routes)
        PersonRoutes(standIn: standIn).register(on: routes)
    }
}
