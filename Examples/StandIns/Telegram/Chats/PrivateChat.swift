import Martlet

/// The chat of a person with the bot: the messages that stand in it, and what the person saw happen lately.
struct PrivateChat {
    /// The most messages, and the most events, that are remembered.
    static let (messages, events) = (200, 500)

    /// The person, as far as is known.
    var person: ChatPerson

    /// Whether the person has been here since the stand-in started; the bot may write to a chat before.
    var isVisited = false

    /// Whether the person wants nothing of the bot any more.
    var isBlocked = false

    private(set) var messages: [ChatMessage] = []
    private(set) var events: [ChatEvent] = []

    init(of person: ChatPerson) {
        self.person = person
    }

    func message(_ id: Int64) -> ChatMessage? {
        messages.last { $0.id == id }
    }

    mutating func add(_ message: ChatMessage) {
        messages = messages.suffix(Self.messages - 1) + [message]
    }

    mutating func replace(_ message: ChatMessage) {
        guard let index = messages.lastIndex(where: { $0.id == message.id }) else { return }
        messages[index] = message
    }

    mutating func remove(_ id: Int64) {
        messages.removeAll { $0.id == id }
    }

    mutating func note(_ event: ChatEvent) {
        events = events.suffix(Self.events - 1) + [event]
    }
}
