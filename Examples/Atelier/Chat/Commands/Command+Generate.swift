extension Command {
    /// `/generate a red bird`: has a picture painted; without words it asks for some, and with what to paint.
    static func generate(_ generations: GenerationService, _ preferences: PreferenceService) -> Command {
        Command("generate", about: \.aboutGenerate) { request in
            let offer = try await preferences.offer(to: request.member)
            guard !request.argument.isEmpty else {
                return Reply(request.texts.whatToPaint, keyboard: try .offer(offer, request.buttons))
            }
            _ = try await generations.request(
                Prompt(request.argument),
                model: offer.preference.model,
                aspectRatio: offer.preference.aspectRatio,
                by: request.member,
                chat: request.chat.id,
                key: "job:\(request.job)"
            )
            // The job that orders the picture tells how it goes.
            return nil
        }
    }
}
