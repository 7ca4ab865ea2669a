import Martlet
import NIOCore

/// Asks Telegram for updates and puts them into the same inbox as the webhook; for machines that nobody can reach.
struct UpdatePoller: Component {
    let telegram: TelegramAPI
    let intake: UpdateIntake

    func run() async throws {
        let patience = RetryPolicy(attempts: nil, backoff: .exponential(from: .seconds(1), cap: .seconds(60)))
        // Telegram refuses getUpdates while a webhook is registered.
        try await patience.run("telegram.deleteWebhook", classify: Self.verdict) { _ in
            try await telegram.deleteWebhook()
        }
        var offset: Int64?
        while !Task.isCancelled {
            offset = try await patience.run("telegram.poll", classify: Self.verdict) { [offset] _ in
                try await poll(from: offset)
            }
        }
    }

    /// Fetches a batch and stores it; asking for later updates confirms the earlier ones, so it is stored first.
    private func poll(from offset: Int64?) async throws -> Int64? {
        var next = offset
        for update in try await telegram.getUpdates(from: offset) {
            next = try await intake.receive(ByteBuffer(bytes: update.bytes)) &+ 1
        }
        return next
    }

    /// Polling goes on whatever happens: the network, Telegram or the database may come back.
    private static func verdict(of error: any Error) -> RetryVerdict {
        let verdict = RetryVerdict(of: error)
        return verdict == .permanent ? .transient : verdict
    }
}
