public import Martlet

/// The chat page at `/`: a person's side of the stand-in for Telegram, for the browser.
///
/// Its files are inside the binary. They come from the process itself and load nothing from anywhere else.
public struct ChatPageRoutes: Routes {
    /// Creates the routes.
    public init() {}

    /// Declares a route for each file.
    public func register(on routes: RouteGroup<RequestContext>) {
        for file in PageFile.all {
            routes.get(file.path, summary: "The chat page: \(file.name)", access: .public) { _ in file }
        }
    }
}
