/// What the bot says.
struct Conversation: Sendable {
    let admins: Admins
    let models: ModelService

    /// What is said when an answer cannot be given.
    static let apology = "Something went wrong on our side, and we have been told. Please try again in a while."

    /// Returns the answer to a text; never empty.
    func answer(to text: String, from sender: User?) async throws -> String {
        switch command(in: text) {
        case "/start": greeting(to: sender)
        case "/help": help(for: sender)
        case "/models": try await modelList()
        default: "I do not know that yet. /help lists what I can do."
        }
    }

    /// The command that a text begins with; in groups it carries the bot's name: `/start@AtelierBot`.
    private func command(in text: String) -> Substring? {
        text.split(maxSplits: 1, whereSeparator: \.isWhitespace).first?.split(separator: "@", maxSplits: 1).first
    }

    private func greeting(to sender: User?) -> String {
        let name = sender.map(\.firstName) ?? ""
        return "Hello\(name.isEmpty ? "" : ", \(name)")! I am Atelier. /help lists what I can do."
    }

    private func modelList() async throws -> String {
        try await models.getList()
            .map { "\($0.name) — \($0.price) a picture, \($0.aspectRatios.joined(separator: ", "))" }
            .joined(separator: "\n")
    }

    private func help(for sender: User?) -> String {
        let lines = ["/start — say hello", "/models — what draws the pictures", "/help — this list"]
        let isAdmin = sender.map { admins.contains($0.id) } ?? false
        return (isAdmin ? lines + ["You are an administrator."] : lines).joined(separator: "\n")
    }
}
