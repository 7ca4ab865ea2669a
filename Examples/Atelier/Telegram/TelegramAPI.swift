import Logging
import Martlet
import NIOCore

/// The methods of the Bot API that the bot calls.
///
/// They throw a ``TelegramError`` for a refusal, and an `HTTPClientError` where no answer came. Texts have no parse mode, so
/// that whatever people write is shown as they wrote it.
struct TelegramAPI: Component {
    private let client: HTTPClient
    private let token: Secret<String>

    init(_ settings: TelegramSettings) throws {
        token = settings.token
        client = try HTTPClient(
            "telegram",
            HTTPClientConfiguration(baseURL: settings.apiURL, sendsCorrelation: false)
        )
    }

    func drain(until deadline: Deadline) async {
        try? await client.shutdown()
    }

    /// Calls a method with its parameters as JSON.
    func call<Success: FieldValue>(
        _ method: String,
        _ parameters: RawJSON = .emptyObject,
        as type: Success.Type,
        timeout: Duration? = nil,
        responseLimit: Int? = nil,
        logLevel: Logger.Level = .info
    ) async throws -> Success {
        var request = HTTPClient.Request(
            .post,
            path(of: method),
            timeout: timeout,
            responseLimit: responseLimit,
            logLevel: logLevel
        )
        try request.setJSON(parameters)
        return try await send(request, to: method)
    }

    /// Calls a method with a form that carries a file.
    func call<Success: FieldValue>(
        _ method: String,
        _ form: MultipartForm,
        as type: Success.Type,
        timeout: Duration
    ) async throws -> Success {
        var request = HTTPClient.Request(.post, path(of: method), timeout: timeout)
        request.headers["content-type"] = form.contentType
        request.body = form.body
        return try await send(request, to: method)
    }

    private func path(of method: String) -> RequestPath {
        "/bot\(token)/\(method)"
    }

    private func send<Success: FieldValue>(_ request: HTTPClient.Request, to method: String) async throws -> Success {
        let response = try await client.send(request)
        let answer: BotAnswer<Success>
        do { answer = try response.decode() } catch {
            throw TelegramError(
                method: method,
                code: max(response.status, 502),
                reason: "the answer is none of the Bot API's",
                retryAfter: response.retryAfter,
                isUnclear: true
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
