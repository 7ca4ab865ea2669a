import Martlet

extension Command {
    /// `/grant @name 10`: gives a member money of the house.
    static func grant(_ grants: GrantService) -> Command {
        Command("grant", about: \.aboutGrant, audience: .administrators, isPersonal: true) { request in
            let (texts, words) = (request.texts, request.words)
            guard words.count == 2 else { return Reply(texts.howToGrant) }
            let amount = try Money(typed: words[1])
            return Reply(texts.granted(amount, to: try await grants.grant(amount, to: words[0], job: request.job)))
        }
    }
}
