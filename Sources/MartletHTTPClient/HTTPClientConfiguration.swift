internal import AsyncHTTPClient
internal import MartletContext
public import MartletPayload
public import MartletResilience
internal import NIOCore
internal import NIOHTTP1

/// How a client reaches its service, and what it puts up with.
public struct HTTPClientConfiguration: Sendable {
    /// Where the service is: `http` or `https`, a host, and maybe a port and a path; never a secret.
    public var baseURL: String

    /// Headers of every request, not secret.
    public var headers: [String: String]

    /// Headers of every request that must not be seen, such as `Authorization`.
    public var secretHeaders: [String: Secret<String>]

    /// The longest time of a call with all its attempts; a request may have another, the context's deadline a shorter.
    public var timeout: Duration

    /// The longest time of an attempt that another may follow; the last one has all that is left.
    public var attemptTimeout: Duration

    /// How calls that may run twice are repeated.
    public var retry: RetryPolicy

    /// The most bytes of an answer's body; a request may have another.
    public var responseLimit: Int

    /// Whether requests carry `X-Correlation-ID`; switch it off for services of other companies.
    public var sendsCorrelation: Bool

    /// Creates a configuration; everything but the address has a default.
    public init(
        baseURL: String,
        headers: [String: String] = [:],
        secretHeaders: [String: Secret<String>] = [:],
        timeout: Duration = .seconds(30),
        attemptTimeout: Duration = .seconds(10),
        retry: RetryPolicy = .externalCall,
        responseLimit: Int = 1 << 20,
        sendsCorrelation: Bool = true
    ) {
        self.baseURL = baseURL
        self.headers = headers
        self.secretHeaders = secretHeaders
        self.timeout = timeout
        self.attemptTimeout = attemptTimeout
        self.retry = retry
        self.responseLimit = responseLimit
        self.sendsCorrelation = sendsCorrelation
    }
}

extension HTTPClientConfiguration {
    /// The headers of a request: the client's, replaced by the request's own, and the correlation id.
    func headers(for request: HTTPClient.Request) -> HTTPHeaders {
        var all = HTTPHeaders()
        for (name, value) in headers { all.replaceOrAdd(name: name, value: value) }
        for (name, value) in secretHeaders { all.replaceOrAdd(name: name, value: value.reveal()) }
        for (name, value) in request.headers { all.replaceOrAdd(name: name, value: value) }
        if sendsCorrelation, let correlation = Context.current.correlation {
            all.replaceOrAdd(name: "x-correlation-id", value: correlation.description)
        }
        return all
    }

    /// The settings of the transport: it follows no redirect, retries nothing by itself and traces no URL.
    var transport: AsyncHTTPClient.HTTPClient.Configuration {
        var transport = AsyncHTTPClient.HTTPClient.Configuration(redirectConfiguration: .disallow)
        transport.connectionPool.retryConnectionEstablishment = false
        // The library's own limit of eight would make the sixteen slots of a service's workers wait for each other.
        transport.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 64
        transport.timeout.connect = .seconds(10)
        transport.tracing.tracer = nil
        return transport
    }
}
