import Martlet

/// The methods of the Bot API that the bot calls.
struct TelegramAPI: Component {
    private let client: HTTPClient
    private let token: Secret<String>

    /// The longest time that `getUpdates` waits for an update.
    private static let pollTimeout = 25

    /// The most bytes of an answer of `getUpdates`: a hundred updates, each with long texts in six bytes a letter.
    private static let updatesLimit = 32 << 20

    init(_ settings: TelegramSettings) throws {
        token = settings.token
        client = try HTTPClient("telegram", HTTPClientConfiguration(baseURL: settings.apiURL))
    }

    func drain(until deadline: Deadline) async {
        try? await client.shutdown()
    }

    func sendMessage(_ payload: SendMessagePayload) async throws {
        _ = try await call("sendMessage", payload, as: RawJSON.self)
    }

    /// Waits for updates from an id on; answers the raw updates, in order, none when there are none for a while.
    func getUpdates(from offset: Int64?, limit: Int) async throws -> [RawJSON] {
        let payload = GetUpdatesPayload(offset: offset, limit: limit, timeout: Self.pollTimeout)
        return try await call(
            "getUpdates",
            payload,
            as: [RawJSON].self,
            timeout: .seconds(Self.pollTimeout + 10),
            responseLimit: Self.updatesLimit
        )
    }

    func setWebhook(_ payload: SetWebhookPayload) async throws {
        _ = try await call("setWebhook", payload, as: Bool.self)
    }

    func deleteWebhook() async throws {
        _ = try await call("deleteWebhook", RawJSON.emptyObject, as: Bool.self)
    }

    private func call<Success: FieldValue>(
        _ method: String,
        _ payload: some FieldValue,
        as type: Success.Type,
        timeout: Duration? = nil,
        responseLimit: Int? = nil
    ) async throws -> Success {
        let path: RequestPath = "/bot\(token)/\(method)"
        var request = HTTPClient.Request(.post, path, timeout: timeout, responseLimit: responseLimit)
        try request.setJSON(payload)
        let response = try await client.send(request)
        let answer: BotAnswer<Success>
        do { answer = try response.decode() } catch {
            // A gateway in between spoke, which says nothing about the call.
            throw TelegramError(
                method: method,
                code: max(response.status, 502),
                reason: "the answer is none of the Bot API's",
                retryAfter: response.retryAfter
            )
        }
        guard answer.isOK, let result = answer.result else {
            throw TelegramError(
                method: method,
                code: answer.errorCode ?? response.status,
                reason: answer.description ?? "no description",
                retryAfter: answer.parameters?.retryAfter.map { .seconds($0) }
            )
        }
        return result
    }
}
