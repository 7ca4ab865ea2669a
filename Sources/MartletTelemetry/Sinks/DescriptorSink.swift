import Synchronization

/// Writes lines to a file descriptor from a thread of its own.
///
/// Whoever logs appends to a bounded buffer and wakes the thread when it sleeps. Lines never interleave: one thread
/// writes them, a few at a time when they come fast.
final class DescriptorSink: LineSink {
    /// How long a closed sink still tries to get rid of its lines.
    private static let closingTime: Duration = .seconds(5)

    private let writer: DescriptorWriter

    init(descriptor: Int32, bufferLimit: Int) throws(TelemetryError) {
        writer = try DescriptorWriter(descriptor: descriptor, bufferLimit: bufferLimit)
        try SystemThread.start { [writer] in writer.run() }
    }

    func accept(_ line: [UInt8]) -> LineReceipt {
        let (receipt, wakes) = writer.queue.withLock { $0.accept(line) }
        if wakes { writer.bell.ring() }
        return receipt
    }

    var droppedLines: UInt64 {
        writer.queue.withLock { $0.dropped }
    }

    func flush(within limit: Duration) async -> Bool {
        await withCheckedContinuation { continuation in
            wait(within: limit) { continuation.resume(returning: $0) }
        }
    }

    func flushBlocking(within limit: Duration) -> Bool {
        guard let bell = Bell() else { return false }
        let answer = Answer(bell)
        // The writer answers by the deadline; waiting a moment longer covers a thread that is slow to be scheduled.
        wait(within: limit) { answer.give($0) }
        return answer.take(within: limit + .seconds(1))
    }

    func close() {
        writer.queue.withLock { $0.close(at: ContinuousClock.now + Self.closingTime) }
        writer.bell.ring()
    }

    private func wait(within limit: Duration, resume: @escaping @Sendable (Bool) -> Void) {
        let deadline = ContinuousClock.now + limit
        let waits = writer.queue.withLock { $0.wait(until: deadline, resume: resume) }
        if waits { writer.bell.ring() } else { resume(true) }
    }
}

/// An answer that another thread gives once.
private final class Answer: Sendable {
    private let bell: Bell
    private let value = Mutex(false)

    init(_ bell: Bell) {
        self.bell = bell
    }

    func give(_ answer: Bool) {
        value.withLock { $0 = answer }
        bell.ring()
    }

    func take(within limit: Duration) -> Bool {
        _ = bell.wait(until: ContinuousClock.now + limit)
        return value.withLock { $0 }
    }
}
