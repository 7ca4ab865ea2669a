extension Command {
    /// `/stats`: tells administrators how business goes.
    static func stats(_ generations: GenerationService) -> Command {
        Command("stats", about: \.aboutStats, audience: .administrators, isPersonal: true) { request in
            Reply(request.texts.stats(try await generations.stats()))
        }
    }
}
