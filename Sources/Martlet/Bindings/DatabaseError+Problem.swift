public import MartletDatabase
public import MartletPayload

extension DatabaseError: ProblemConvertible {
    /// What a client is told: a conflict, that the service is unavailable and when to ask again, or nothing at all.
    ///
    /// Services translate what their domain names; this is the net for the rest.
    public var problem: Problem {
        switch code {
        case .uniqueViolation, .foreignKeyViolation: .conflict("The change conflicts with what is stored.")
        case .deadlineExceeded: .deadline()
        case .serializationFailure, .deadlock, .lockTimeout, .connection, .refused, .commitUnknown, .full, .readOnly,
            .corrupted, .owned, .closed, .overloaded:
            .unavailable(retryAfter: .seconds(1))
        default: .internalError()
        }
    }
}
