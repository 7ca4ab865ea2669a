public import Martlet
import Synchronization

/// A stand-in for Telegram, for development and tests only.
///
/// It takes the bot's calls over HTTP as the Bot API does, keeps the chats of people with the bot, shows what a person
/// would see, and delivers updates as Telegram does: to the bot's webhook, repeated until it answers 2xx, or by
/// `getUpdates`. Everything that it remembers is in memory and bounded.
public final class TelegramStandIn: Sendable {
    /// The token of the bot that it knows.
    public let token: Secret<String>

    /// Telegram's `User` of the bot, as `getMe` tells of it.
    let me: RawJSON

    let changes = ChangeSignal()
    private let taking: @Sendable (BotCall) async -> BotFault?
    private let show: @Sendable (ChatEvent) -> Void
    private let registered: @Sendable (RegisteredWebhook?) -> Void
    private let book: Mutex<TelegramBook>

    /// Creates a stand-in.
    ///
    /// - Parameters:
    ///   - token: The token of the bot.
    ///   - start: Updates, events and messages are counted from here on; by default from the time, so that a stand-in
    ///     that starts again repeats no id that the bot or a chat page remembers.
    ///   - knowsEverybody: Whether the bot may write to people who have not been here since the start, as people of
    ///     before a restart; otherwise their chats are not found.
    ///   - taking: Learns of every call before it is carried out, and says what is to go wrong with it; the call waits
    ///     for it. Nothing goes wrong by default.
    ///   - show: Shows what happens in a chat; prints what the bot does by default.
    ///   - registered: Learns of the webhook that the bot registered, nil when it forgot it.
    public init(
        token: Secret<String> = Secret("1000000001:stand-in-for-development-only"),
        after start: Int64 = Context.current.clock.now.microseconds / 1000,
        knowsEverybody: Bool = true,
        taking: @escaping @Sendable (BotCall) async -> BotFault? = { _ in nil },
        show: @escaping @Sendable (ChatEvent) -> Void = { $0.printSpeechBubble() },
        registered: @escaping @Sendable (RegisteredWebhook?) -> Void = { _ in }
    ) {
        self.token = token
        self.taking = taking
        self.show = show
        self.registered = registered
        let bot = BotAccount(token: token)
        me = bot.me
        book = Mutex(TelegramBook(bot: bot.user, after: start, knowsEverybody: knowsEverybody))
    }

    /// Looks something up.
    func look<Found>(_ body: (TelegramBook) -> Found) -> Found {
        book.withLock { body($0) }
    }

    /// Takes something that nobody waits to see gone.
    func take<Taken>(_ body: (inout TelegramBook) -> Taken) -> Taken {
        book.withLock { body(&$0) }
    }

    /// Changes something, tells everybody who waits for a change, and shows what happened.
    func change<Success: Sendable, Failure: Error>(
        _ body: (inout TelegramBook) throws(Failure) -> Success
    ) throws(Failure) -> Success {
        let (outcome, events) = book.withLock { book -> (Result<Success, Failure>, [ChatEvent]) in
            let outcome: Result<Success, Failure>
            do throws(Failure) { outcome = .success(try body(&book)) } catch { outcome = .failure(error) }
            return (outcome, book.takeUnshown())
        }
        changes.signal()
        for event in events { show(event) }
        return try outcome.get()
    }

    /// Waits until something has changed after what was seen, or the time is up.
    func waitForChange(after seen: Int, atMost limit: Duration) async {
        try? await withDeadline(limit, of: "stand-in.wait") { [changes] in await changes.next(after: seen) }
    }

    func tellOfWebhook(_ webhook: RegisteredWebhook?) {
        registered(webhook)
    }
}

extension TelegramStandIn {
    /// Does something wrong with each of the next calls, of a method or of any, one after the other.
    public func spoilNext(_ method: String? = nil, with faults: BotFault...) {
        change { $0.faults.add(faults, to: method) }
    }

    /// Refuses more messages to one chat than so many in a time, with the seconds to wait; nil takes all again.
    public func limitMessages(to count: Int?, per window: Duration = .seconds(1)) {
        change { $0.limit = count.map { FloodLimit(count: $0, window: window) } }
    }

    /// Lets a person block the bot, or take it back.
    public func setBlocked(_ isBlocked: Bool, by person: Int64) {
        change { $0.setBlocked(isBlocked, person) }
    }

    /// What is to go wrong with a call.
    func fault(of call: BotCall) async -> BotFault? {
        if let fault = await taking(call) { return fault }
        return take { $0.faults.take(for: call.method) }
    }
}
