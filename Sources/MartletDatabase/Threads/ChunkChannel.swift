/// Hands chunks from an engine's thread to a task; the thread waits until the one before is taken.
///
/// `@unchecked Sendable`: everything mutable is guarded by `lock`.
final class ChunkChannel<Chunk: Sendable>: @unchecked Sendable {
    private typealias Continuation = CheckedContinuation<Chunk?, any Error>

    private let lock = Condition()
    private var chunk: Chunk?
    private var taker: Continuation?
    private var end: Result<Void, any Error>?

    /// Hands a chunk over; blocks the thread while the last one waits, and throws when nobody takes chunks any more.
    func send(_ next: Chunk) throws {
        let taker = try lock.locked { () -> Continuation? in
            while chunk != nil, end == nil { lock.wait() }
            if let end {
                try end.get()
                throw CancellationError()
            }
            defer { self.taker = nil }
            if self.taker == nil { chunk = next }
            return self.taker
        }
        taker?.resume(returning: next)
    }

    /// Ends the channel behind what was sent.
    func finish(throwing error: (any Error)?) {
        settle(error.map { .failure($0) } ?? .success(()))
    }

    /// Ends the channel at once; a thread that waits goes on and throws.
    func cancel() {
        lock.locked { chunk = nil }
        settle(.failure(CancellationError()))
    }

    /// Waits for the next chunk; nil behind the last one.
    func next() async throws -> Chunk? {
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let answer = lock.locked { () -> Result<Chunk?, any Error>? in
                    if let next = chunk {
                        chunk = nil
                        lock.wakeAll()
                        return .success(next)
                    }
                    if let end { return end.map { nil } }
                    taker = continuation
                    return nil
                }
                if let answer { continuation.resume(with: answer) }
            }
        } onCancel: {
            cancel()
        }
    }

    private func settle(_ outcome: Result<Void, any Error>) {
        let taker = lock.locked { () -> Continuation? in
            guard end == nil else { return nil }
            end = outcome
            lock.wakeAll()
            defer { self.taker = nil }
            return self.taker
        }
        taker?.resume(with: outcome.map { nil })
    }
}
