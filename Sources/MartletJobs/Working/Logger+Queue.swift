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
    func naming(_ job: some NamedJob) -> Logger {
        var logger = self
        logger[metadataKey: "job_id"] = "\(job.id)"
        logger[metadataKey: "kind"] = "\(job.kind)"
        logger[metadataKey: "attempt"] = .stringConvertible(job.attempt)
        if let key = job.orderingKey { logger[metadataKey: "ordering_key"] = "\(key)" }
        return logger
    }
}

/// What names an attempt at a job.
protocol NamedJob {
    var id: ID<any Job> { get }
    var kind: String { get }
    var orderingKey: String? { get }
    var attempt: Int { get }
    var correlation: String? { get }
}
