import Logging
import Martlet
import NIOCore

/// Asks Telegram for updates and puts them into the same inbox as the webhook; for machines that nobody can reach.
///
/// An update that is no JSON, has no readable id, or is larger than the inbox takes, is counted, told of and passed over.
/// Where not one id was read since the start, nothing says what to ask for next without losing updates, so the poller asks
/// again after longer and longer rests until a readable one comes; Telegram forgets what it could not deliver after a day.
/// An answer larger than the bot reads is asked for again with half as many updates.
struct UpdatePoller: Component {
    let telegram: TelegramAPI
    let intake: UpdateIntake

    /// The rests while nothing that is fetched can be read; nobody else polls, so they need no jitter.
    private static let rests = Backoff.exponential(from: .seconds(2), cap: .seconds(60), jitter: .additive(0))

    func run() async throws {
        let patience = RetryPolicy(attempts: nil, backoff: .exponential(from: .seconds(1), cap: .seconds(60)))
        // Telegram refuses getUpdates while a webhook is registered.
        try await patience.run("telegram.deleteWebhook", classify: Self.verdict) { _ in
            try await telegram.deleteWebhook()
        }
        var position = PollPosition()
        let warning = RepeatedWarning()
        while !Task.isCancelled {
            let context = Context.current
            let unreadable: Int
            (position, unreadable) = try await patience.run("telegram.poll", classify: Self.verdict) { [position] _ in
                try await poll(from: position)
            }
            if let count = warning.note(unreadable) {
                context.logger.error("updates_unreadable", metadata: ["count": .stringConvertible(count)])
            }
            guard position.standstills > 0 else { continue }
            let rest = Self.rests.delay(afterAttempt: position.standstills, random: context.randomness)
            try await context.clock.sleep(for: rest)
        }
    }

    /// Fetches a batch and stores it; asking for later updates confirms the earlier ones, so it is stored first.
    private func poll(from position: PollPosition) async throws -> (next: PollPosition, unreadable: Int) {
        var next = position
        let batch: [ByteBuffer]
        do {
            batch = try await telegram.getUpdates(from: position.offset, limit: position.limit)
        } catch let error as HTTPClientError where error.code == .answerTooLarge {
            if next.shrink() { Context.current.logger.error("updates_too_large", error: error) }
            return (next, 0)
        }
        next.grow()
        var unreadable = 0
        for update in batch {
            do {
                next.pass(try await intake.receive(update))
            } catch UpdateError.tooLarge(let id) {
                Context.current.logger.warning("update_too_large", metadata: ["update_id": "\(id)"])
                next.pass(id)
            } catch is UpdateError {
                next.passUnreadable()
                unreadable += 1
            }
        }
        next.standstills = unreadable > 0 && unreadable == batch.count ? position.standstills + 1 : 0
        return (next, unreadable)
    }

    /// Polling goes on whatever happens: the network, Telegram or the database may come back.
    private static func verdict(of error: any Error) -> RetryVerdict {
        let verdict = RetryVerdict(of: error)
        return verdict == .permanent ? .transient : verdict
    }
}
