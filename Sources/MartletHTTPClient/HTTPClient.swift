internal import AsyncHTTPClient
internal import MartletContext
internal import MartletPayload
internal import MartletResilience
internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix
internal import Synchronization

/// A client of one HTTP service: every call has a deadline, repeats what may be repeated, and tells no secret.
///
/// ```swift
/// let telegram = try HTTPClient("telegram", HTTPClientConfiguration(baseURL: "https://api.telegram.org"))
/// let me = try await telegram.get("/bot\(token)/getMe", as: Me.self)
/// ```
///
/// A call that may run twice (its method is idempotent, or it says so of itself) is tried again by the configured
/// policy after 408, 429, most 5xx and when no connection holds; `Retry-After` is honoured. Redirects are answers, not
/// followed. Cancelling the task ends the call. A call is one log record and each attempt one measurement; the path
/// stands in them with `***` for its secrets, the query, headers and bodies never do.
public final class HTTPClient: Sendable {
    /// The name of the service in logs, metrics and errors.
    public let name: String

    let configuration: HTTPClientConfiguration
    private let baseURL: BaseURL
    private let transport: AsyncHTTPClient.HTTPClient
    private let isShutDown = Atomic(false)

    /// Creates a client; opens no connection yet.
    ///
    /// Throws an ``HTTPClientError`` of code ``HTTPClientError/Code/invalidConfiguration`` when the base URL is none.
    public init(_ name: String, _ configuration: HTTPClientConfiguration) throws {
        guard let baseURL = BaseURL(configuration.baseURL) else {
            throw HTTPClientError.invalidBaseURL(client: name)
        }
        self.name = name
        self.baseURL = baseURL
        self.configuration = configuration
        transport = AsyncHTTPClient.HTTPClient(
            eventLoopGroup: MultiThreadedEventLoopGroup.singleton,
            configuration: configuration.transport
        )
    }

    deinit {
        // A client that was never shut down gives its connections back here; nobody waits for that.
        if !isShutDown.load(ordering: .acquiring) { _ = transport.shutdown() }
    }

    /// Sends a request and returns the answer, whatever its status.
    ///
    /// A transient status is repeated as everywhere; what is returned is the last answer.
    public func send(_ request: Request) async throws -> Response {
        do {
            return try await perform(request)
        } catch let error as HTTPClientError where error.code == .status {
            guard let response = error.response else { throw error }
            return response
        }
    }

    /// Closes all connections and fails calls in flight; further calls fail, a second shutdown does nothing.
    public func shutdown() async throws {
        guard !isShutDown.exchange(true, ordering: .acquiringAndReleasing) else { return }
        try await transport.shutdown().get()
    }

    /// Sends a request and returns a successful answer; throws any other as an error that carries it.
    func perform(_ request: Request) async throws -> Response {
        let call = Call(client: name, request: request)
        guard request.path.isValid else { throw HTTPClientError.invalidPath(call) }
        let policy = request.isIdempotent ? configuration.retry : RetryPolicy(attempts: 1)
        let outcome: Result<Response, any Error>
        do {
            let response = try await withDeadline(request.timeout ?? configuration.timeout, of: name) { [self] in
                try await policy.run(name) { attempt in
                    call.begin(attempt)
                    return try await self.attempt(call, isLast: policy.attempts.map { attempt >= $0 } ?? false)
                }
            }
            outcome = .success(response)
        } catch {
            outcome = .failure(HTTPClientError.translating(error, of: call))
        }
        call.record(outcome)
        return try outcome.get()
    }

    /// Makes one attempt; where another may follow it has a time of its own, the last has all that is left.
    private func attempt(_ call: Call, isLast: Bool) async throws -> Response {
        let measurement = AttemptMeasurement(call)
        do {
            let response =
                isLast
                ? try await exchange(call.request)
                : try await withDeadline(configuration.attemptTimeout, of: name) { [self] in
                    try await exchange(call.request)
                }
            measurement.record("\(response.status)")
            guard response.isSuccess else { throw HTTPClientError.status(response, call) }
            return response
        } catch let error as HTTPClientError {
            throw error
        } catch {
            let error = HTTPClientError.translating(error, of: call)
            // An attempt that the whole call's deadline cut off learns of it as a cancellation.
            let hasTimedOut = Context.current.deadline?.hasPassed ?? false
            let failure = hasTimedOut ? .timeout : (error as? HTTPClientError)?.code
            measurement.record(failure?.description ?? "cancelled")
            throw error
        }
    }

    /// Puts one request on the wire and reads its whole answer.
    private func exchange(_ request: Request) async throws -> Response {
        var wire = AsyncHTTPClient.HTTPClientRequest(url: baseURL.text + request.path.wire.reveal())
        wire.method = request.method.wire
        wire.headers = configuration.headers(for: request)
        wire.body = request.body.map { .bytes($0) }
        // The deadline is kept by `withDeadline` on the context's clock, which ends this call by cancelling it.
        let answer = try await transport.execute(wire, deadline: .distantFuture)
        let body = try await answer.body.collect(upTo: request.responseLimit ?? configuration.responseLimit)
        return Response(status: Int(answer.status.code), wire: answer.headers, body: body)
    }
}
