/// A generation, who asked for it, and what makes it.
struct GenerationDetails: Sendable {
    let generation: Generation
    let member: Member
    let model: ImageModel

    /// Whether nobody but the member reads the chat, whose id is then the person's.
    var isPrivate: Bool { generation.chat == member.telegramID }

    /// What is said to the member.
    var texts: Texts { Texts(member.language) }
}
