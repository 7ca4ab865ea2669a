import Glibc

/// A thread of an engine's own, on which blocking is allowed.
package enum EngineThread {
    /// Starts a thread that runs a closure and ends with it.
    package static func start(_ body: @escaping @Sendable () -> Void) throws {
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

    private final class Start {
        let body: @Sendable () -> Void

        init(_ body: @escaping @Sendable () -> Void) {
            self.body = body
        }
    }
}
