import Logging
public import Martlet
import NIOCore

/// How updates reach the bot.
extension TelegramStandIn {
    /// Registers a webhook, as the bot may do by `setWebhook`, for so many updates at a time, each of another chat.
    ///
    /// Throws when the URL is none.
    public func setWebhook(_ url: String, secret: Secret<String>, connections: Int = 40) throws {
        let webhook = try Webhook(url, secret: secret, connections: connections)
        change { $0.webhook = webhook }
        tellOfWebhook(RegisteredWebhook(url: url, secret: secret))
    }

    /// Forgets the webhook; tells whether there was one.
    func deleteWebhook() -> Bool {
        let wasThere = change { book in
            defer { book.webhook = nil }
            return book.webhook != nil
        }
        tellOfWebhook(nil)
        return wasThere
    }

    func dropUpdates() {
        change { $0.updates.removeAll() }
    }

    /// Delivers only some kinds of updates from now on; nil changes nothing.
    func allow(_ kinds: [String]?) {
        if let kinds { change { $0.updates.allowed = kinds.isEmpty ? nil : kinds } }
    }

    /// Returns updates from an id on, at once or as soon as there are some; forgets the earlier ones.
    func updates(from offset: Int64, limit: Int, within: Duration) async throws(BotRefusal) -> [StandInUpdate] {
        let clock = Context.current.clock
        let end = clock.uptime + within
        let poll = change { $0.updates.startPoll(from: offset) }
        while true {
            let seen = changes.count
            let (found, isBarred, isLatest) = look { book in
                (book.updates.pending.prefix(limit), book.webhook != nil, book.updates.lastPoll == poll)
            }
            if isBarred {
                throw .conflict(
                    "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
                )
            }
            guard isLatest else {
                throw .conflict(
                    "terminated by other getUpdates request; make sure that only one bot instance is running"
                )
            }
            let left = end - clock.uptime
            guard found.isEmpty, left > .zero, !Task.isCancelled else { return Array(found) }
            await waitForChange(after: seen, atMost: left)
        }
    }
}

extension TelegramStandIn: Component {
    /// Delivers updates to the webhook: those of a chat one after the other, each until it is taken.
    public func run() async throws {
        await withDiscardingTaskGroup { group in
            while !Task.isCancelled {
                let seen = changes.count
                let updates = take { book in book.updates.takeDeliverable(chats: book.webhook?.connections ?? 0) }
                for update in updates { group.addTask { await self.deliver(update) } }
                await changes.next(after: seen)
            }
        }
    }

    /// Lets go who waits for news, so that a server that drains does not wait for them.
    public func drain(until deadline: Deadline) async {
        change { $0.isClosing = true }
    }

    /// Delivers an update, with growing pauses, until it is taken or there is no webhook any more.
    private func deliver(_ update: StandInUpdate) async {
        let pauses = Backoff.exponential(from: .milliseconds(500), cap: .seconds(10), jitter: .additive(0))
        var isTaken = false
        var attempt = 0
        while !isTaken, !Task.isCancelled, let webhook = look(\.webhook) {
            attempt += 1
            do {
                let answer = try await webhook.post(update)
                isTaken = true
                await carryOut(answer)
            } catch {
                change { $0.webhook?.note(error) }
                let context = Context.current
                try? await context.clock.sleep(for: pauses.delay(afterAttempt: attempt, random: context.randomness))
            }
        }
        change { [isTaken] in $0.updates.end(update, isTaken: isTaken) }
    }

    /// Carries out the one call that the answer of a webhook may carry; nobody learns what becomes of it.
    private func carryOut(_ answer: ByteBuffer) async {
        guard let parameters = try? BotParameters(query: nil, contentType: nil, body: answer),
            let method = parameters.text("method").flatMap({ BotMethod.named[$0.lowercased()] })
        else { return }
        let call = BotCall(method: method.name, contentType: nil, parameters: parameters)
        _ = try? await method.answer(call, self)
    }
}
