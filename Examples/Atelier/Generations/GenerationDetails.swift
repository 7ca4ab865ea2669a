/// A generation, who asked for it, and what makes it.
struct GenerationDetails: Sendable {
    let generation: Generation
    let member: Member
    let model: ImageModel

    /// What is said to the member.
    var texts: Texts { Texts(member.language) }
}
