/// An operation, such as a part's ``Component/run()``, that can be ended from outside, and its end be awaited.
final class StoppableOperation: Sendable {
    private let operation: @Sendable () async throws -> Void
    private let stops = AsyncStream.makeStream(of: Never.self)
    private let ends = AsyncStream.makeStream(of: Never.self)

    init(_ operation: @escaping @Sendable () async throws -> Void) {
        self.operation = operation
    }

    /// Runs the operation until it returns or is stopped; throws when it fails, but not because it was stopped.
    func run() async throws {
        defer { ends.continuation.finish() }
        try await withThrowingTaskGroup(of: Void.self) { [operation, stops] group in
            group.addTask { try await operation() }
            group.addTask { for await _ in stops.stream {} }
            try await group.next()
            group.cancelAll()
        }
    }

    /// Cancels the operation and waits for its end, or until the wait itself is cancelled.
    func stop() async {
        stops.continuation.finish()
        for await _ in ends.stream {}
    }
}
