/// Where finished lines go.
protocol LineSink: Sendable {
    /// Takes one line with its line end and never waits for the output.
    func accept(_ line: [UInt8]) -> LineReceipt

    /// The lines that were not taken since the start.
    var droppedLines: UInt64 { get }

    /// Waits until every line taken so far is written; false when the time is up first or the output is gone.
    func flush(within limit: Duration) async -> Bool

    /// The same for code that must not suspend, because the process is about to exit.
    func flushBlocking(within limit: Duration) -> Bool

    /// Ends the sink once its lines are written.
    func close()
}

/// What became of a line.
enum LineReceipt: Sendable, Equatable {
    /// The line was taken; this many lines before it were lost and have not been reported yet.
    case accepted(afterLosing: UInt64)
    /// The line was lost.
    case dropped
}
