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
    private let warning = RepeatedWarning()

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
        timeout: Duration? = nil
    ) async throws -> Success {
        try result(in: await send(method, parameters, timeout: timeout), of: method)
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
        return try result(in: await client.send(request), of: method)
    }

    /// Calls a method with its parameters as JSON, and returns the answer unread.
    func send(
        _ method: String,
        _ parameters: RawJSON,
        timeout: Duration? = nil,
        responseLimit: Int? = nil,
        logLevel: Logger.Level = .info
    ) async throws -> HTTPClient.Response {
        var request = HTTPClient.Request(
            .post,
            path(of: method),
            timeout: timeout,
            responseLimit: responseLimit,
            logLevel: logLevel
        )
        try request.setJSON(parameters)
        return try await client.send(request)
    }

    private func path(of method: String) -> RequestPath {
        "/bot\(token)/\(method)"
    }

    /// Reads what an answer gives, or throws what it refuses.
    func result<Success: FieldValue>(in response: HTTPClient.Response, of method: String) throws -> Success {
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
        if answer.isOK, let result = answer.result { return result }
        let error = TelegramError(
            method: method,
            code: answer.errorCode ?? response.status,
            reason: answer.description ?? "no description",
            retryAfter: answer.parameters?.retryAfter.map { .seconds($0) }
        )
        // It is the same for all calls, so that it is said once in a while.
        if error.remedy != nil, warning.note(1) != nil {
            Context.current.logger.error("telegram_refused", error: error)
        }
        throw error
    }
}
