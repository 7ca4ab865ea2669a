import Martlet

extension Command {
    /// `/refund` and the id of a generation: pays a picture back; the member is told.
    static func refund(_ generations: GenerationService) -> Command {
        Command("refund", about: \.aboutRefund, audience: .administrators, isPersonal: true) { request in
            guard let id = ID<Generation>(request.argument) else { return Reply(request.texts.howToRefund) }
            let generation = try await generations.refund(id)
            return Reply(request.texts.refundDone(generation.price))
        }
    }
}
