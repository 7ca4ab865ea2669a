import Logging
import Martlet
import NIOCore

/// Asks Telegram for updates and puts them into the same inbox as the webhook; for machines that nobody can reach.
///
/// An update without a readable id is counted, told of once and passed over. Where not one id was read since the start,
/// nothing says what to ask for next without losing updates, so the poller asks again after longer and longer rests until
/// a readable one comes; Telegram forgets what it could not deliver after a day.
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
        while !Task.isCancelled {
            position = try await patience.run("telegram.poll", classify: Self.verdict) { [position] _ in
                try await poll(from: position)
            }
            guard position.standstills > 0 else { continue }
            let context = Context.current
            let rest = Self.rests.delay(afterAttempt: position.standstills, random: context.randomness)
            try await context.clock.sleep(for: rest)
        }
    }

    /// Fetches a batch and stores it; asking for later updates confirms the earlier ones, so it is stored first.
    private func poll(from position: PollPosition) async throws -> PollPosition {
        let batch = try await telegram.getUpdates(from: position.offset)
        var next = position
        var unreadable = 0
        for update in batch {
            do { next.pass(try await intake.receive(ByteBuffer(bytes: update.bytes))) } catch is UpdateError {
                next.passUnreadable()
                unreadable += 1
            }
        }
        if unreadable > 0, !position.isWarned {
            let count: Logger.MetadataValue = .stringConvertible(unreadable)
            Context.current.logger.warning("updates_unreadable", metadata: ["count": count])
        }
        next.isWarned = position.isWarned || unreadable > 0
        next.standstills = next.offset == nil && unreadable > 0 ? position.standstills + 1 : 0
        return next
    }

    /// Polling goes on whatever happens: the network, Telegram or the database may come back.
    private static func verdict(of error: any Error) -> RetryVerdict {
        let verdict = RetryVerdict(of: error)
        return verdict == .permanent ? .transient : verdict
    }
}
