public import Logging
public import MartletDatabase
public import MartletHTTP
public import MartletPayload

extension DatabaseError: ProblemConvertible {
    /// What a client is told: a conflict, that the service is unavailable and when to ask again, or nothing at all.
    ///
    /// Services translate what their domain names; this is the net for the rest.
    public var problem: Problem {
        switch code {
        case .uniqueViolation, .foreignKeyViolation: .conflict("The change conflicts with what is stored.")
        case .keyInUse: Problem(.conflict, error: "KeyInUseError", detail: message, retryAfter: .seconds(1))
        case .cursorRefused: .badRequest("CursorError", message)
        case .keyMismatch: Problem(.unprocessableContent, error: "KeyMismatchError", detail: message)
        case .deadlineExceeded: .deadline()
        case .serializationFailure, .deadlock, .lockTimeout, .connection, .refused, .commitUnknown, .full, .readOnly,
            .corrupted, .owned, .closed, .overloaded:
            .unavailable(retryAfter: .seconds(1))
        default: .internalError()
        }
    }
}

extension DatabaseError: ReportedError {
    /// One ERROR record for each failure that ends a request; what the client did, and is told of, is a WARNING.
    public var reportLevel: Logger.Level? {
        switch code {
        case .uniqueViolation, .foreignKeyViolation, .cursorRefused: .warning
        default: .error
        }
    }

    /// The tag of the database's records.
    public var reportFacts: Logger.Metadata { ["tag": "DB"] }
}
