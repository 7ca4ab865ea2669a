public import MartletPayload

extension HTTPClient {
    /// Gets a resource and decodes it.
    ///
    /// Throws an ``HTTPClientError`` of code ``HTTPClientError/Code/status`` for an answer that is not a success; its
    /// `response` holds what the other side said.
    public func get<Answer: FieldValue>(
        _ path: RequestPath,
        as type: Answer.Type = Answer.self,
        timeout: Duration? = nil
    ) async throws -> Answer {
        try await decode(Request(.get, path, headers: ["accept": "application/json"], timeout: timeout))
    }

    /// Posts a payload and decodes the answer.
    ///
    /// Tried once unless it is said to be idempotent, as it is with an idempotency key that the other side honours.
    /// Throws as ``get(_:as:timeout:)`` does.
    public func post<Answer: FieldValue>(
        _ path: RequestPath,
        _ payload: some FieldValue,
        as type: Answer.Type = Answer.self,
        headers: [String: String] = [:],
        isIdempotent: Bool = false,
        timeout: Duration? = nil
    ) async throws -> Answer {
        var request = Request(.post, path, headers: headers, isIdempotent: isIdempotent, timeout: timeout)
        request.headers["accept"] = "application/json"
        try request.setJSON(payload)
        return try await decode(request)
    }

    /// Sends a request and decodes a successful answer.
    public func decode<Answer: FieldValue>(
        _ request: Request,
        as type: Answer.Type = Answer.self
    ) async throws -> Answer {
        let response = try await perform(request)
        do {
            return try response.decode()
        } catch {
            throw HTTPClientError.undecodable(response, Call(client: name, request: request), error)
        }
    }
}

extension HTTPClient.Request {
    /// Makes a value's JSON the body.
    public mutating func setJSON(_ value: some FieldValue) throws(PayloadError) {
        body = try JSON.encode(value)
        headers["content-type"] = "application/json"
    }
}
