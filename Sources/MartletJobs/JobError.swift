/// What went wrong with a queue or an inbox, as opposed to the work in it.
public struct JobError: Error, Sendable, CustomStringConvertible {
    /// The kind of failure.
    public let code: Code

    /// What happened and what to do about it.
    public let message: String

    /// The error in one line for the operator.
    public var description: String { "\(code): \(message)" }

    init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    /// The kinds of failures; open for more.
    public struct Code: Sendable, Hashable, CustomStringConvertible {
        /// The code's stable name.
        public let description: String

        /// A payload or a body is larger than the queue takes.
        public static let tooLarge = Code(description: "tooLarge")
        /// An ordering key, a source or an event id is empty or too long.
        public static let invalidKey = Code(description: "invalidKey")
        /// The queue has no workers in this process.
        public static let noWorkers = Code(description: "noWorkers")
        /// Another worker has taken the job over; what this attempt did must not count.
        public static let staleLease = Code(description: "staleLease")
        /// There is no dead letter of that id.
        public static let notFound = Code(description: "notFound")
    }

    /// Checks the length of a text that names something.
    static func check(_ text: String, as what: String) throws(JobError) {
        guard (1...JobLimits.keyBytes).contains(text.utf8.count) else {
            throw JobError(.invalidKey, "The \(what) must have 1 to \(JobLimits.keyBytes) bytes of UTF-8.")
        }
    }

    /// Checks the size of a payload or a body.
    static func check(size: Int, of what: String) throws(JobError) {
        guard size <= JobLimits.payloadBytes else {
            throw JobError(
                .tooLarge,
                "The \(what) has \(size) bytes, the queue takes \(JobLimits.payloadBytes). "
                    + "Store it elsewhere and enqueue its id."
            )
        }
    }
}
