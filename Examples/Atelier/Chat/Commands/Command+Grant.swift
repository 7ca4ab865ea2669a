import Martlet

extension Command {
    /// Who is meant by no name but all members; somebody who is called so is `@everyone`.
    private static let everyone = "everyone"

    /// `/grant @name 10`: gives a member money of the house, and tells; `/grant everyone 10` gives it to each member, and is
    /// silent, because Telegram bounds how much a bot says.
    static func grant(_ grants: GrantService) -> Command {
        Command("grant", about: \.aboutGrant, audience: .administrators, isPersonal: true) { request in
            let (texts, words) = (request.texts, request.words)
            guard words.count == 2 else { return Reply(texts.howToGrant) }
            let amount = try Money(typed: words[1])
            guard words[0].lowercased() != everyone else {
                let count = try await grants.grantEveryone(amount, job: request.job)
                return Reply(texts.granted(amount, toEveryone: count))
            }
            return Reply(texts.granted(amount, to: try await grants.grant(amount, to: words[0], job: request.job)))
        }
    }
}
