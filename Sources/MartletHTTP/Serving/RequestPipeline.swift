import HTTPTypes
import Logging
import MartletContext
import MartletPayload
import NIOCore
import NIOHTTP1

/// What every request passes: correlation, match, readiness, access, body, handler, answer, record.
final class RequestPipeline: Sendable {
    typealias Outbound = NIOAsyncChannelOutboundWriter<OutboundPart>

    private let table: RouteTable
    private let authenticator: (any Authenticator)?
    private let phase: ServerPhase
    private let configuration: HTTPServerConfiguration
    private let base: Context
    private let encoder: ResponseEncoder
    private let unmatched: RouteMetrics
    private let malformed: RouteMetrics

    init(
        table: RouteTable,
        authenticator: (any Authenticator)?,
        phase: ServerPhase,
        configuration: HTTPServerConfiguration,
        base: Context,
        encoder: ResponseEncoder,
        metrics: ServerMetrics
    ) {
        self.table = table
        self.authenticator = authenticator
        self.phase = phase
        self.configuration = configuration
        self.base = base
        self.encoder = encoder
        unmatched = metrics.route(method: "any", pattern: "(none)")
        malformed = metrics.route(method: "any", pattern: "(malformed)")
    }

    /// Answers what was refused before any route saw it.
    func answer(_ rejection: Rejection) -> OutboundPart {
        let id = base.run { CorrelationID() }
        let context = context(correlation: id)
        let response = context.run { Response(rejection.problem) }
        let record = RequestRecord(metrics: malformed, started: base.clock.uptime, context: context)
        record.complete(status: response.status.code, notes: [("reason", "\(rejection.error)")])
        return encoder.encode(response, correlation: id, now: base.clock.now, closes: true)
    }

    /// Serves one request; tells how its connection goes on.
    func serve(
        _ head: HTTPRequestHead,
        _ body: consuming BodyReader,
        _ connection: HTTP1Channel.Value,
        _ outbound: Outbound
    ) async throws -> HTTP1Channel.Continuation {
        var body = body
        let started = base.clock.uptime
        guard let request = HTTPRequest(head) else {
            try await outbound.write(answer(.malformed("The method or a header of the request is malformed.")))
            return .lastAnswer
        }
        let id = base.run { Self.correlation(of: request) }
        let target = Target(request.path ?? "/")
        let match = await table.match(request.method, path: target.path)
        let route = Matched(match, unmatched: unmatched)
        let deadline = Deadline(uptime: started + (route.endpoint?.deadline ?? configuration.handlerDeadline))
        let context = context(correlation: id, deadline: deadline)
        var record = RequestRecord(metrics: route.metrics, started: started, context: context)
        if let level = route.endpoint?.route.options.logLevel { record.level = level }
        let details = RequestContext(
            head: request,
            id: id,
            peer: connection.channel.remoteAddress,
            route: route.metrics.pattern,
            path: route.parameters,
            query: target.query
        )
        connection.control.begin(deadline: deadline, context: context)
        record.start(method: request.method.rawValue)
        let response = await context.run { await respond(to: details, match, &body, outbound) }
        guard connection.control.finish() else {
            record.complete(status: 504, notes: details.notes)
            return .answeredElsewhere
        }
        guard !Task.isCancelled else {
            record.complete(status: phase.now == .draining ? 503 : 499, notes: details.notes)
            throw CancellationError()
        }
        record.complete(status: response.status.code, notes: details.notes)
        // Behind a request that offers another protocol the parser reads nothing more; the offer is declined.
        let offersUpgrade = head.headers.contains(name: "upgrade")
        let closes = !head.isKeepAlive || phase.now == .draining || !body.isComplete || offersUpgrade
        let isHead = request.method == .head
        try await outbound.write(
            encoder.encode(response, correlation: id, now: base.clock.now, isHead: isHead, closes: closes)
        )
        return closes ? .lastAnswer : .nextRequest
    }

    /// The surroundings of one request's work.
    private func context(correlation: CorrelationID, deadline: Deadline? = nil) -> Context {
        var context = base
        context.correlation = correlation
        context.deadline = deadline
        context.logger[metadataKey: "correlation_id"] = .string(correlation.description)
        return context
    }

    private func respond(
        to request: RequestContext,
        _ match: RouteTable.Match,
        _ body: inout BodyReader,
        _ outbound: Outbound
    ) async -> Response {
        var access: AccessRule?
        var principal: (any Principal)?
        do {
            switch match {
            case .endpoint(let endpoint, _):
                access = endpoint.access
                return try await respond(to: request, endpoint, &body, outbound, &principal)
            case .methods(let allow, _):
                try refuseUnlessReady()
                var response = Response(.methodNotAllowed())
                response.headers[.allow] = allow
                return response
            case .malformed: throw Problem.malformedRequest("The path is malformed.")
            case .nothing:
                try refuseUnlessReady()
                throw Problem.notFound()
            }
        } catch {
            let answer = FailureAnswer(authenticator: authenticator, request: request, principal: principal)
            return answer.response(to: error, access: access)
        }
    }

    private func respond(
        to request: RequestContext,
        _ endpoint: Endpoint,
        _ body: inout BodyReader,
        _ outbound: Outbound,
        _ found: inout (any Principal)?
    ) async throws -> Response {
        if !endpoint.route.isAlwaysServed { try refuseUnlessReady() }
        var request = request
        switch endpoint.access.kind {
        case .open: break
        case .verified(let verifier): try await verifier.verify(request)
        case .permission(let permission):
            guard let principal = try await authenticator?.authenticate(request) else { throw Problem.authentication() }
            found = principal
            guard principal.holds(permission) else { throw Problem.permission() }
            request.principal = principal
        }
        guard endpoint.route.readsBody, body.exists else { return try await endpoint.route.handler(request, nil) }
        let announced = request.head.headerFields[.contentLength].map { Int($0) ?? .max } ?? 0
        guard announced <= endpoint.bodyLimit else { throw Problem.payloadTooLarge(limit: endpoint.bodyLimit) }
        if !body.isComplete, request.head.headerFields[.expect] != nil {
            try await outbound.write(ResponseEncoder.goOn)
        }
        let bytes = try await body.collect(upTo: endpoint.bodyLimit)
        return try await endpoint.route.handler(request, bytes)
    }

    private func refuseUnlessReady() throws {
        guard phase.now == .starting else { return }
        let reason = phase.delay.map { ": \($0)" } ?? ""
        throw Problem.unavailable(
            "The service is starting\(reason). Try again shortly.",
            retryAfter: configuration.retryAfter
        )
    }

    private static func correlation(of request: HTTPRequest) -> CorrelationID {
        if let sent = request.headerFields[.correlationID], let id = CorrelationID(sent) { return id }
        if let parent = request.headerFields[.traceParent], let id = CorrelationID(traceparent: parent) { return id }
        return CorrelationID()
    }
}
