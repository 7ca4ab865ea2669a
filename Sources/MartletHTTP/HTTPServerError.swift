import MartletContext
import NIOCore

/// Why a server does not start or cannot stop in time.
public struct HTTPServerError: Error, Sendable, CustomStringConvertible {
    /// What kind of error it is.
    public struct Code: Sendable, Hashable, CustomStringConvertible {
        /// The code's stable name.
        public let description: String

        /// A route says nothing about who may call it.
        public static let routeWithoutAccess = Code(description: "routeWithoutAccess")

        /// A route asks for a permission, and nothing finds out who calls.
        public static let noAuthenticator = Code(description: "noAuthenticator")

        /// A route is declared twice, or another one takes its place.
        public static let routeConflict = Code(description: "routeConflict")

        /// The address cannot be listened on.
        public static let cannotBind = Code(description: "cannotBind")

        /// Accepting connections failed.
        public static let stoppedAccepting = Code(description: "stoppedAccepting")

        /// The server's phases were called out of order.
        public static let wrongPhase = Code(description: "wrongPhase")
    }

    /// The kind of error.
    public let code: Code

    /// What happened and what to do about it.
    public let message: String

    /// The error that led to this one.
    public let underlying: (any Error)?

    /// The code and the message.
    public var description: String { "\(code): \(message)" }

    init(_ code: Code, _ message: String, underlying: (any Error)? = nil) {
        self.code = code
        self.message = message
        self.underlying = underlying
    }

    static func withoutAccess(_ route: String) -> HTTPServerError {
        HTTPServerError(
            .routeWithoutAccess,
            "The route \(route) has no access rule. Give it or its group one: access: .public, .permission(…) or"
                + " .verified(by: …)."
        )
    }

    static func withoutAuthenticator(_ route: String, permission: String) -> HTTPServerError {
        HTTPServerError(
            .noAuthenticator,
            "The route \(route) asks for the permission \(permission), but the server has no authenticator. Create the"
                + " server with one."
        )
    }

    static func declaredTwice(_ route: String) -> HTTPServerError {
        HTTPServerError(.routeConflict, "The route \(route) is declared twice. Remove one declaration.")
    }

    static func hidden(by error: any Error) -> HTTPServerError {
        HTTPServerError(
            .routeConflict,
            "\(error). Requests would never reach it; give the varying part of both the same name, or other paths.",
            underlying: error
        )
    }

    static func cannotBind(_ configuration: HTTPServerConfiguration, _ error: any Error) -> HTTPServerError {
        let reason = (error as? IOError).map { "\(SystemFailure(code: $0.errnoCode))" } ?? "\(error)"
        let setting = configuration.portSetting.map { " by \($0)" } ?? ""
        return HTTPServerError(
            .cannotBind,
            "Cannot listen on \(configuration.host):\(configuration.port): \(reason). Choose another port\(setting) or stop"
                + " what uses it.",
            underlying: error
        )
    }

    static func stoppedAccepting(_ port: Int) -> HTTPServerError {
        HTTPServerError(
            .stoppedAccepting,
            "Accepting connections on port \(port) failed; the process may have run out of open files. Start it again,"
                + " with a higher limit of open files."
        )
    }

    static func wrongPhase(_ message: String) -> HTTPServerError {
        HTTPServerError(.wrongPhase, message)
    }
}
