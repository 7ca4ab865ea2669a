import Glibc

/// A thread of the operating system, for work that blocks.
enum SystemThread {
    /// Runs a closure on a thread of its own, on which no signal is delivered; it ends with the closure.
    static func start(_ body: @escaping @Sendable () -> Void) throws(TelemetryError) {
        var thread = pthread_t()
        // The box is handed over with one reference, which the new thread takes back.
        let box = unsafe Unmanaged.passRetained(Body(body))
        let code = unsafe pthread_create(
            &thread,
            nil,
            { argument in
                guard let argument = unsafe argument else { return nil }
                let body = unsafe Unmanaged<Body>.fromOpaque(argument).takeRetainedValue()
                SystemThread.refuseSignals()
                body.run()
                return nil
            },
            box.toOpaque()
        )
        guard code == 0 else {
            unsafe box.release()
            throw TelemetryError(
                .outputNotStarted,
                "The log output could not start its thread (code \(code)); raise the limit of processes (ulimit -u)."
            )
        }
        pthread_detach(thread)
    }

    /// Leaves the process's signals to other threads; SIGPIPE too, so that a closed reader is an error code.
    private static func refuseSignals() {
        var all = sigset_t()
        unsafe sigfillset(&all)
        unsafe pthread_sigmask(SIG_BLOCK, &all, nil)
    }

    private final class Body: Sendable {
        let run: @Sendable () -> Void

        init(_ run: @escaping @Sendable () -> Void) {
            self.run = run
        }
    }
}
