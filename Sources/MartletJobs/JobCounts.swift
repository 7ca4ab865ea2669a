public import MartletDatabase

/// How many jobs a queue holds, by what they are waiting for.
public struct JobCounts: Sendable, Hashable, Record {
    /// Jobs that are due or wait for their time.
    public let pending: Int

    /// Jobs that wait for an earlier one of their ordering key.
    public let blocked: Int

    /// Jobs that run.
    public let running: Int

    /// Dead letters.
    public let dead: Int

    /// The jobs that are still to be done.
    public var unfinished: Int { pending + blocked + running }

    /// Reads a row of counts.
    public init(reading columns: inout some ColumnReader) throws {
        pending = try columns.read("pending")
        blocked = try columns.read("blocked")
        running = try columns.read("running")
        dead = try columns.read("dead")
    }
}
