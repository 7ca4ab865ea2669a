import Martlet

/// A press that the bot has not answered yet.
struct ButtonPress {
    /// How long the bot may take to answer.
    static let patience = Duration.seconds(15 * 60)

    /// The most presses that wait for an answer.
    static let capacity = 1000

    let id: String
    let chat: Int64
    let uptime: Duration
}
