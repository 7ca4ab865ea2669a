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

    /// The number of the latest event that is remembered no more.
    private var forgotten: Int64 = 0

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
        if events.count == Self.events { forgotten = events.removeFirst().number }
        events.append(event)
    }

    /// What has happened after an event; every message as it stands where some of that is remembered no more.
    func news(after number: Int64) -> (events: [ChatEvent], hasGap: Bool) {
        guard number < forgotten, let last = events.last else { return (events.filter { $0.number > number }, false) }
        return (messages.map { ChatEvent(number: last.number, chat: last.chat, kind: .message($0)) }, true)
    }
}
