import Glibc
import MartletDatabase

/// A thread of the engine's own, on which blocking is allowed.
enum EngineThread {
    /// Starts a thread that runs a closure and ends with it.
    static func start(_ body: @escaping @Sendable () -> Void) throws {
        let start = unsafe Unmanaged.passRetained(Start(body))
        var thread = pthread_t()
        let result = unsafe pthread_create(
            &thread,
            nil,
            { argument in
                guard let argument = unsafe argument else { return nil }
                unsafe Unmanaged<Start>.fromOpaque(argument).takeRetainedValue().body()
                return nil
            },
            start.toOpaque()
        )
        guard result == 0 else {
            unsafe start.release()
            throw DatabaseError(.connection, "The system starts no more threads (error \(result)).")
        }
        pthread_detach(thread)
    }

    /// Runs a closure on a thread of its own and waits for what it returns.
    static func run<Success: Sendable>(_ body: @escaping @Sendable () throws -> Success) async throws -> Success {
        try await withCheckedThrowingContinuation { continuation in
            do {
                try start { continuation.resume(with: Result { try body() }) }
            } catch {
                continuation.resume(throwing: error)
            }
        }
    }

    private final class Start {
        let body: @Sendable () -> Void

        init(_ body: @escaping @Sendable () -> Void) {
            self.body = body
        }
    }
}
