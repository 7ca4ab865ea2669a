import Logging
import Martlet
import NIOCore

/// How updates come.
extension TelegramAPI {
    /// The longest time that `getUpdates` waits for an update, in seconds.
    private static var pollTimeout: Int { 25 }

    /// The most bytes of an answer of `getUpdates`: a hundred updates, each with long texts in six bytes a letter.
    private static var updatesLimit: Int { 32 << 20 }

    /// Waits for updates from an id on; answers the updates unread, in order, none when there are none for a while.
    func getUpdates(from offset: Int64?, limit: Int) async throws -> [ByteBuffer] {
        let parameters = RawJSON.object { object in
            object.field("offset", offset)
            object.field("limit", limit)
            object.field("timeout", Self.pollTimeout)
        }
        let response = try await send(
            "getUpdates",
            parameters,
            timeout: .seconds(Self.pollTimeout + 10),
            responseLimit: Self.updatesLimit,
            logLevel: .debug
        )
        do {
            let updates: [RawJSON] = try result(in: response, of: "getUpdates")
            return updates.map(\.buffer)
        } catch {
            // One update that is no JSON must not hide the others.
            guard let updates = UpdateCutter.updates(in: response.body) else { throw error }
            return updates
        }
    }

    /// Has updates posted to a URL, with a secret in a header.
    func setWebhook(_ url: String, secret: Secret<String>) async throws {
        let parameters = RawJSON.object { object in
            object.field("url", url)
            object.field("secret_token", secret.reveal())
        }
        _ = try await call("setWebhook", parameters, as: Bool.self)
    }

    /// Has updates posted nowhere.
    func deleteWebhook() async throws {
        _ = try await call("deleteWebhook", as: Bool.self)
    }
}
