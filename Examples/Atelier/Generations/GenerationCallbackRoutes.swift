import Martlet

/// Where the provider tells that a task has ended, which is a hint: the provider is then asked.
struct GenerationCallbackRoutes: Routes {
    let generations: GenerationService
    let callback: ProviderCallback

    /// The path that is given with every order.
    static let path = "/kie/callback"

    func register(on routes: RouteGroup<RequestContext>) {
        // What is signed stands in the body, so that the signature is checked with it.
        routes.post(Self.path, summary: "Hear that a picture is made", access: .public) { body, request in
            try await generations.keepCallback(of: callback.task(in: body, of: request))
            return PlainText("ok")
        }
    }
}
