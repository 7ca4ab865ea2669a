import Logging
import MartletContext
import MartletPayload

extension Logger {
    /// The current logger, for records of the queue itself.
    static var queue: Logger {
        var logger = Context.current.logger
        logger[metadataKey: "tag"] = "QUEUE"
        return logger
    }

    /// The logger with the fields that name an attempt at a job.
    func naming(_ id: ID<any Job>, kind: String, attempt: Int) -> Logger {
        var logger = self
        logger[metadataKey: "job_id"] = "\(id)"
        logger[metadataKey: "kind"] = "\(kind)"
        logger[metadataKey: "attempt"] = .stringConvertible(attempt)
        return logger
    }
}
