public import Logging

/// An error that says how the record of a request that it ends looks; others are recorded by the status of the answer.
public protocol ReportedError: Error {
    /// The level of the record `request_failed`; nil leaves none.
    var reportLevel: Logger.Level? { get }

    /// What the record says beside the error and the request.
    var reportFacts: Logger.Metadata { get }
}
