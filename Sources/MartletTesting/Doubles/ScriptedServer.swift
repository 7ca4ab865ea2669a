import NIOCore
public import NIOHTTP1
import NIOPosix
import Synchronization

/// A real HTTP server on a free loopback port that records each request and answers as its script says.
///
/// For services that call others: it can also answer half, never, or hang up.
///
/// ```swift
/// let script: ScriptedServer.Script = { call, request in
///     call == 1 ? .http(503) : .http(200, body: #"{"name":"Ada"}"#)
/// }
/// try await ScriptedServer.run(script) { server, baseURL in
///     let client = try HTTPClient("people", HTTPClientConfiguration(baseURL: baseURL))
///     let person = try await client.get("/people/1", as: Person.self)
///     #expect(person.name == "Ada")
///     #expect(server.received.map(\.target) == ["/people/1", "/people/1"])
///     try await client.shutdown()
/// }
/// ```
public final class ScriptedServer: Sendable {
    /// What a client sent.
    public struct Received: Sendable, Equatable {
        /// The method, such as `POST`.
        public let method: String
        /// The path and the query.
        public let target: String
        /// The headers.
        public let headers: HTTPHeaders
        /// The body.
        public let body: String
    }

    /// What the server does with a request.
    public enum Answer: Sendable {
        /// Answers with a status, headers and a body, whose length it adds.
        case http(Int, headers: HTTPHeaders = [:], body: String = "")
        /// Sends the text as it stands and keeps the connection.
        case raw(String)
        /// Sends the text as it stands and closes the connection.
        case cut(String)
        /// Sends nothing.
        case silence
        /// Closes the connection.
        case hangUp
    }

    /// Chooses the answer to a request; calls are counted from 1.
    public typealias Script = @Sendable (_ call: Int, _ request: Received) -> Answer

    private let script: Script
    private let log = Mutex<[Received]>([])
    private let arrivals = AsyncStream<Void>.makeStream()
    private let closings = AsyncStream<Void>.makeStream()

    private init(script: @escaping Script) {
        self.script = script
    }

    /// Every request so far, in order.
    public var received: [Received] { log.withLock { $0 } }

    /// Suspends until the next request that nobody waited for yet.
    public func waitForRequest() async {
        var arrivals = arrivals.stream.makeAsyncIterator()
        _ = await arrivals.next()
    }

    /// Suspends until the next connection that a client closed.
    public func waitForClosing() async {
        var closings = closings.stream.makeAsyncIterator()
        _ = await closings.next()
    }

    func answer(_ request: Received) -> Answer {
        let count = log.withLock { log in
            log.append(request)
            return log.count
        }
        defer { arrivals.continuation.yield() }
        return script(count, request)
    }

    func noteClosing() {
        closings.continuation.yield()
    }

    /// Runs an operation against a new server, whose base URL it is given.
    public static func run<Success>(
        _ script: @escaping Script,
        _ operation: (ScriptedServer, String) async throws -> Success
    ) async throws -> Success {
        let server = ScriptedServer(script: script)
        let listener = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(ScriptedConnection(server: server))
                }
            }
            .bind(host: "127.0.0.1", port: 0)
            .get()
        do {
            let port = listener.localAddress?.port ?? 0
            let outcome = try await operation(server, "http://127.0.0.1:\(port)")
            try await listener.close()
            return outcome
        } catch {
            try? await listener.close()
            throw error
        }
    }
}
