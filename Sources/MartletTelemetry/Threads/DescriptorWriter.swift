import Glibc
import Synchronization

/// The loop of a sink's thread.
///
/// It writes only what the descriptor takes without blocking, so it keeps the deadlines of those who flush even while a
/// reader stands still.
final class DescriptorWriter: Sendable {
    let queue: Mutex<LineQueue>
    let bell: Bell

    private let descriptor: Int32
    /// What is written at a time: a pipe that polls as writable takes 4 KiB without blocking; a file takes anything.
    private let chunk: Int

    init(descriptor: Int32, bufferLimit: Int) throws(TelemetryError) {
        guard let bell = Bell() else {
            throw TelemetryError(
                .outputNotStarted,
                "The log output could not make a pipe; raise the limit of open files (ulimit -n)."
            )
        }
        self.bell = bell
        self.descriptor = descriptor
        queue = Mutex(LineQueue(limit: bufferLimit))
        var status = stat()
        let isFile = unsafe fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
        chunk = isFile ? 256 << 10 : 4 << 10
    }

    /// Writes until the sink is closed and its lines are out.
    func run() {
        var buffer: [UInt8] = []
        while true {
            let closing = queue.withLock { queue in
                queue.take(&buffer)
                return queue.closing
            }
            if buffer.isEmpty {
                if closing != nil { return }
                _ = bell.wait(until: queue.withLock { $0.nextDeadline })
                bell.hush()
                expire()
            } else {
                let isWritten = write(buffer)
                finish(queue.withLock { $0.settle(lost: !isWritten) }, isWritten)
                buffer.removeAll(keepingCapacity: buffer.capacity <= 256 << 10)
            }
            // Lines that follow at once go out together: one wake-up and one write for many. Whoever flushes rings.
            _ = bell.wait(milliseconds: 1)
        }
    }

    /// Writes lines; false when the output is gone, or stands still beyond the closing time.
    private func write(_ bytes: [UInt8]) -> Bool {
        var start = 0
        while start < bytes.count {
            let (deadline, closing) = queue.withLock { ($0.nextDeadline, $0.closing) }
            if let closing, closing <= .now { return false }
            let state = bell.wait(until: deadline, orWritable: descriptor)
            bell.hush()
            expire()
            guard state != .gone else { return false }
            guard state == .writable else { continue }
            let end = min(start + chunk, bytes.count)
            // The array is only read, within the call.
            let count = unsafe bytes[start..<end].withUnsafeBytes {
                unsafe Glibc.write(descriptor, $0.baseAddress, $0.count)
            }
            if count > 0 {
                start += count
            } else if count < 0, errno != EINTR, errno != EAGAIN {
                return false
            }
        }
        return true
    }

    private func expire() {
        finish(queue.withLock { $0.expire(at: .now) }, false)
    }

    private func finish(_ waiters: [LineQueue.Waiter], _ outcome: Bool) {
        for waiter in waiters { waiter.resume(outcome) }
    }
}
