import Martlet

/// How many messages the bot may send to one chat in a time; Telegram does not tell its own limits exactly.
struct FloodLimit {
    let count: Int
    let window: Duration

    /// The uptimes of the latest messages to each chat.
    private var sent: [Int64: [Duration]] = [:]

    init(count: Int, window: Duration) {
        self.count = count
        self.window = window
    }

    /// Counts a message, or says when the next may come.
    mutating func admit(to chat: Int64) throws(BotRefusal) {
        let now = Context.current.clock.uptime
        sent = sent.compactMapValues { times in
            let latest = times.filter { now - $0 < window }
            return latest.isEmpty ? nil : latest
        }
        let latest = sent[chat, default: []]
        guard latest.count < count else {
            let pause = latest.first.map { $0 + window - now } ?? window
            throw .tooManyRequests(retryAfter: Int(pause.components.seconds) + 1)
        }
        sent[chat] = latest + [now]
    }
}
