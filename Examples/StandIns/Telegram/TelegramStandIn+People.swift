import Martlet

/// What people do.
extension TelegramStandIn {
    /// Makes a person known to the stand-in, or known better.
    public func introduce(_ person: ChatPerson) {
        change { $0.introduce(person) }
    }

    /// Sends a text to the bot as a person in a chat of their own; returns the message's id.
    ///
    /// Throws a problem when too many updates wait.
    @discardableResult
    public func say(_ text: String, chat: Int64 = 1) throws -> Int64 {
        try change { book in
            book.visit(chat)
            // Asked before the message stands in the chat.
            guard book.updates.hasRoom else { throw Self.tooMany }
            let message = book.add(.typed(text), from: .person, to: chat)
            book.updates.add(.message, in: chat, book.json(message))
            return message.id
        }
    }

    /// Presses a button of a message as a person; returns the id of the press, which the bot has to answer.
    ///
    /// As with Telegram, a modified app could send any data, so it is not compared with the message's buttons. Throws a
    /// problem when there is no such message, or too many updates wait.
    @discardableResult
    public func press(_ data: String, on message: Int64, chat: Int64 = 1) throws -> String {
        try change { book in
            guard let person = book.chat(chat)?.person, let message = book.chat(chat)?.message(message) else {
                throw Problem.notFound("Message", message)
            }
            guard book.updates.hasRoom else { throw Self.tooMany }
            let id = book.press(in: chat)
            let query = RawJSON.object { object in
                object.field("id", id)
                object.field("from", person.user)
                object.field("message", book.json(message))
                // Telegram's own is a hash of chat and bot, too.
                object.field("chat_instance", String(chat &* -7_046_029_254_386_353_131))
                object.field("data", data)
            }
            book.updates.add(.callbackQuery, in: chat, query)
            return id
        }
    }

    /// Returns what a person saw happen after an event, at once or as soon as something does; nil for somebody unknown.
    func events(of person: Int64, after number: Int64, within limit: Duration) async -> EventList? {
        let clock = Context.current.clock
        let end = clock.uptime + limit
        while true {
            let seen = changes.count
            let found = look { book -> EventList? in
                guard let chat = book.chat(person), chat.isVisited else { return nil }
                let (events, hasGap) = chat.news(after: number)
                return EventList(
                    last: max(number, chat.events.last?.number ?? 0),
                    events: events.map { $0.json(with: chat.person, and: book.bot) },
                    hasGap: hasGap
                )
            }
            let left = end - clock.uptime
            guard found?.last == number, left > .zero, !Task.isCancelled, !look(\.isClosing) else { return found }
            await waitForChange(after: seen, atMost: left)
        }
    }

    private static let tooMany = Problem.unavailable("Too many updates wait already. Try again later.")
}
