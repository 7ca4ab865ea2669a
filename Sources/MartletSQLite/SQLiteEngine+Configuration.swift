extension SQLiteEngine {
    /// The engine's sizes and bounds.
    public struct Configuration: Sendable {
        /// The number of threads that read.
        public var readers: Int

        /// The number of threads that stream rows; each is busy until its stream has been read to its end.
        public var streams: Int

        /// The greatest number of writes that wait; further ones are refused as `overloaded`.
        public var waitingWrites: Int

        /// The greatest number of reads that wait; further ones are refused as `overloaded`.
        public var waitingReads: Int

        /// The greatest number of writes that share one commit.
        public var groupSize: Int

        /// The number of prepared statements that each thread keeps.
        public var statements: Int

        /// The greatest number of pages of the file, where a test wants a full disk.
        package var pageLimit: Int?

        /// The size in bytes from which on the log is moved into the file as a whole.
        package var logLimit = 33_554_432

        /// How long a group takes in writes that come while its members run.
        package var groupTime = Duration.milliseconds(5)

        /// Creates a configuration; everything left out has its documented default.
        ///
        /// - Parameters:
        ///   - readers: The number of threads that read.
        ///   - streams: The number of threads that stream rows.
        ///   - waitingWrites: The greatest number of writes that wait.
        ///   - waitingReads: The greatest number of reads that wait.
        ///   - groupSize: The greatest number of writes that share one commit.
        ///   - statements: The number of prepared statements that each thread keeps.
        public init(
            readers: Int = 2,
            streams: Int = 2,
            waitingWrites: Int = 10_000,
            waitingReads: Int = 10_000,
            groupSize: Int = 512,
            statements: Int = 200
        ) {
            self.readers = max(1, readers)
            self.streams = max(1, streams)
            self.waitingWrites = max(1, waitingWrites)
            self.waitingReads = max(1, waitingReads)
            self.groupSize = max(1, groupSize)
            self.statements = max(1, statements)
        }
    }
}
