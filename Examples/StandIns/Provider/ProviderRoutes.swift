import HTTPTypes
public import Martlet
import NIOCore

/// The doors of the provider's stand-in: its API, and the pictures that it has made.
public struct ProviderRoutes: Routes {
    private let standIn: ProviderStandIn

    /// Creates the routes of a stand-in.
    public init(_ standIn: ProviderStandIn) {
        self.standIn = standIn
    }

    /// Declares the routes.
    public func register(on routes: RouteGroup<RequestContext>) {
        routes.group("api/v1", access: .ownMachine) { routes in
            declare(.post, "jobs/createTask", "create a task", on: routes) { body, context in
                guard let order = try? JSON.decode(ProviderOrder.self, from: body) else {
                    return ProviderAnswer.refused(422)
                }
                return standIn.create(order, address: "http://\(context.head.authority ?? "127.0.0.1")")
            }
            declare(.get, "jobs/recordInfo", "tell of a task", on: routes) { _, context in
                standIn.record(of: Self.taskID(in: context))
            }
            declare(.get, "chat/credit", "tell what is left", on: routes) { _, _ in
                guard let credits = try? RawJSON(encoding: standIn.credits) else { return .refused(500) }
                return .success(credits)
            }
        }
        routes.get("stand-in/pictures/:file", summary: "Provider: a picture", access: .ownMachine) { context in
            try await Bytes(standIn.picture(in: context.pathParameter("file") ?? ""), contentType: "image/png")
        }
    }

    /// Declares a method of the API, which serves the holder of the key, and does wrong what it was told to.
    private func declare(
        _ method: HTTPRequest.Method,
        _ path: String,
        _ summary: String,
        on routes: RouteGroup<RequestContext>,
        _ answer: @escaping @Sendable (ByteBuffer, RequestContext) async -> ProviderAnswer
    ) {
        // A call that is left without an answer is ended by whoever made it.
        let deadline = ProviderStandIn.patience
        routes.raw(method, path, summary: "Provider: \(summary)", deadline: deadline) { body, context in
            switch standIn.nextAnswerFault() {
            case .code(let code): return ProviderAnswer.refused(code)
            case .status(let status): return .gateway(status)
            case .garbage: return .garbage
            case .silence: try await standIn.keepSilent()
            case nil: break
            }
            guard context.head.headerFields[.authorization].map(Secret.init) == standIn.authorization else {
                return ProviderAnswer.refused(401)
            }
            return await answer(body, context)
        }
    }

    private static func taskID(in context: RequestContext) -> String {
        let pairs = (context.query ?? "").split(separator: "&").map { $0.split(separator: "=", maxSplits: 1) }
        return pairs.first { $0.count == 2 && $0[0] == "taskId" }.map { String($0[1]) } ?? ""
    }
}
