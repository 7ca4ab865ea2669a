extension Command {
    /// `/pictures @name`: lists a member's last pictures, with the command that pays each back.
    static func pictures(_ generations: GenerationService, _ members: MemberService) -> Command {
        Command("pictures", about: \.aboutPictures, audience: .administrators, isPersonal: true) { request in
            let (texts, words) = (request.texts, request.words)
            guard let name = words.first, words.count == 1 else { return Reply(texts.howToSeePictures) }
            let member = try await members.getOne(username: name)
            let list = try await generations.getList(of: member, limit: historyLength)
            return Reply(texts.pictures(list, of: member))
        }
    }
}
