extension Command {
    /// `/models`: lists the models with their prices, to choose from.
    static func models(_ preferences: PreferenceService) -> Command {
        Command("models", about: \.aboutModels) { request in
            let offer = try await preferences.offer(to: request.member)
            return Reply(request.texts.models(offer.models), keyboard: try .offer(offer, request.buttons))
        }
    }
}
