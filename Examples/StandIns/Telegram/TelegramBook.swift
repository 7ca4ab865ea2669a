import Martlet

/// What the stand-in for Telegram remembers; all of it is bounded.
struct TelegramBook {
    /// The most chats.
    static let capacity = 500

    var updates: UpdateQueue
    var webhook: Webhook?
    var files = FileShelf()
    var commands = CommandMenu()
    var faults = FaultScript()
    var limit: FloodLimit?

    /// Whether the process is about to end, so that nobody is kept waiting for news.
    var isClosing = false

    /// Telegram's `User` of the bot.
    let bot: RawJSON

    /// Whether a chat that nobody has opened yet can be written to.
    ///
    /// Telegram forgets nobody when it starts again; the stand-in does, and the bot may still have to write to people of
    /// before.
    let knowsEverybody: Bool

    private var chats: [Int64: PrivateChat] = [:]

    /// The ids of the chats, the one that was opened first in front.
    private var order: [Int64] = []

    private var presses: [ButtonPress] = []
    private var lastMessage: Int64
    private var lastEvent: Int64

    /// What happened and was not shown yet.
    private var unshown: [ChatEvent] = []

    /// Starts counting after a number: updates and events from there on, messages from a thousandth of it.
    init(bot: RawJSON, after start: Int64, knowsEverybody: Bool) {
        self.bot = bot
        self.knowsEverybody = knowsEverybody
        updates = UpdateQueue(after: start)
        lastMessage = start / 1000 % Int64(Int32.max)
        lastEvent = start
    }

    func chat(_ id: Int64) -> PrivateChat? { chats[id] }

    /// The chat that the bot writes to.
    mutating func openChat(_ id: Int64) throws(BotRefusal) -> PrivateChat {
        guard let chat = chats[id] ?? (knowsEverybody && id > 0 ? open(ChatPerson(id: id)) : nil) else {
            throw .badRequest("chat not found")
        }
        if chat.isBlocked { throw BotRefusal(403, "Forbidden: bot was blocked by the user") }
        return chat
    }

    /// Makes a person known, or known better.
    mutating func introduce(_ person: ChatPerson) {
        if chats[person.id] == nil { open(person) }
        chats[person.id]?.person = person
        chats[person.id]?.isVisited = true
    }

    /// Lets somebody come who was not introduced.
    mutating func visit(_ id: Int64) {
        introduce(chats[id]?.person ?? ChatPerson(id: id))
    }

    mutating func setBlocked(_ isBlocked: Bool, _ id: Int64) {
        if chats[id] == nil { open(ChatPerson(id: id)) }
        chats[id]?.isBlocked = isBlocked
    }

    @discardableResult
    private mutating func open(_ person: ChatPerson) -> PrivateChat {
        if order.count >= Self.capacity { chats[order.removeFirst()] = nil }
        order.append(person.id)
        let chat = PrivateChat(of: person)
        chats[person.id] = chat
        return chat
    }

    /// Sends a message of the bot; returns Telegram's `Message`.
    mutating func send(
        _ content: ChatText,
        to chat: Int64,
        attachment: ChatAttachment? = nil,
        keyboard: ChatKeyboard?
    ) throws(BotRefusal) -> RawJSON {
        _ = try openChat(chat)
        try limit?.admit(to: chat)
        return json(add(content, from: .bot, to: chat, attachment: attachment, keyboard: keyboard))
    }

    /// Puts a message into a chat.
    mutating func add(
        _ content: ChatText,
        from sender: ChatMessage.Sender,
        to chat: Int64,
        attachment: ChatAttachment? = nil,
        keyboard: ChatKeyboard? = nil
    ) -> ChatMessage {
        lastMessage += 1
        let message = ChatMessage(
            id: lastMessage,
            chat: chat,
            sender: sender,
            date: Context.current.clock.now.seconds,
            attachment: attachment,
            content: content,
            keyboard: keyboard
        )
        chats[chat]?.add(message)
        note(.message(message), in: chat)
        return message
    }

    mutating func replace(_ message: ChatMessage) -> ChatMessage {
        var message = message
        message.editDate = Context.current.clock.now.seconds
        chats[message.chat]?.replace(message)
        note(.edit(message), in: message.chat)
        return message
    }

    mutating func remove(_ message: Int64, from chat: Int64) {
        chats[chat]?.remove(message)
        note(.deletion(message), in: chat)
    }

    mutating func note(_ kind: ChatEvent.Kind, in chat: Int64) {
        lastEvent += 1
        let event = ChatEvent(number: lastEvent, chat: chat, kind: kind)
        chats[chat]?.note(event)
        unshown.append(event)
    }

    /// Notes that a button was pressed; returns the id of the press.
    mutating func press(in chat: Int64) -> String {
        let context = Context.current
        let id = String(context.randomness.next() >> 1)
        presses =
            presses.suffix(ButtonPress.capacity - 1) + [ButtonPress(id: id, chat: chat, uptime: context.clock.uptime)]
        return id
    }

    /// Takes a press that can still be answered.
    mutating func takePress(_ id: String) -> ButtonPress? {
        let now = Context.current.clock.uptime
        presses.removeAll { now - $0.uptime > ButtonPress.patience }
        return presses.firstIndex { $0.id == id }.map { presses.remove(at: $0) }
    }

    /// Takes what happened and was not shown yet.
    mutating func takeUnshown() -> [ChatEvent] {
        defer { unshown = [] }
        return unshown
    }

    func json(_ message: ChatMessage) -> RawJSON {
        message.json(with: chats[message.chat]?.person ?? ChatPerson(id: message.chat), and: bot)
    }
}

extension Instant {
    /// Whole seconds since 1970.
    var seconds: Int64 { microseconds / 1_000_000 }
}
