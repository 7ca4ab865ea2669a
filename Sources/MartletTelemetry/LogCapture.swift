import Synchronization

/// Lines kept in memory, for tests.
///
/// Holds the newest 100,000 lines at most. A line can be read as soon as the call that logged it has returned.
public final class LogCapture: Sendable {
    private let kept = Mutex<[String]>([])

    /// Creates an empty capture.
    public init() {}

    /// The captured lines, oldest first, without their line ends.
    public var lines: [String] {
        kept.withLock { $0 }
    }

    /// Everything captured as one text.
    public var text: String {
        lines.joined(separator: "\n")
    }
}

extension LogCapture: LineSink {
    func accept(_ line: [UInt8]) -> LineReceipt {
        let text = String(decoding: line.dropLast(), as: UTF8.self)
        kept.withLock { lines in
            if lines.count == 100_000 { lines.removeFirst() }
            lines.append(text)
        }
        return .accepted(afterLosing: 0)
    }

    var droppedLines: UInt64 { 0 }

    func flush(within limit: Duration) async -> Bool { true }

    func flushBlocking(within limit: Duration) -> Bool { true }

    func close() {}
}
