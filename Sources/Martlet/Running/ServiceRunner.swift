import Logging
import MartletContext
import MartletDatabase

/// Runs an assembly through its phases: bind, prepare, ready, drain, stop.
///
/// Listeners are bound first and refuse politely. Databases and parts are prepared in the order of the assembly; then
/// everything runs until the service is told to stop or a part fails. Parts drain in reverse order, all under one
/// deadline, and a database closes after everything that was listed behind it.
struct ServiceRunner: Sendable {
    let assembly: Assembly
    let settings: ServiceSettings

    /// What a task of the service ended with.
    private enum Event: Sendable {
        case prepared
        case stopRequested
        case partEnded
    }

    /// Runs the service until the wait returns, then shuts it down.
    ///
    /// - Parameters:
    ///   - wait: Returns when the service shall stop; cancelled as soon as a part fails first.
    ///   - onReady: Called once, when every listener lets requests through.
    /// - Throws: The error that stopped the start, or that a part failed with; else a ``ShutdownOverrun``.
    func run(
        until wait: @escaping @Sendable () async throws -> Void,
        onReady: @escaping @Sendable () async -> Void
    ) async throws {
        try await bind()
        try await withThrowingTaskGroup(of: Event.self) { group in
            var running: [Int: StoppableOperation] = [:]
            func start(_ component: any Component, at position: Int) {
                running[position] = group.add(.partEnded) { try await component.run() }
            }
            for (position, part) in assembly.parts.enumerated() {
                if case .listener(let listener) = part { start(listener, at: position) }
            }
            let waiting = group.add(.stopRequested, wait)
            let preparation = group.add(.prepared) { try await prepare() }
            var failure: (any Error)?
            do {
                while let event = try await group.next(), event != .stopRequested {
                    guard event == .prepared else { continue }
                    for (position, part) in assembly.parts.enumerated() {
                        if case .component(let component) = part { start(component, at: position) }
                    }
                    for listener in assembly.listeners { await listener.ready() }
                    await onReady()
                }
            } catch { failure = error }
            await waiting.stop()
            // What is still being prepared must not go on behind the back of what is drained.
            await preparation.stop()
            let overrun = await drain(running)
            group.cancelAll()
            if let failure = failure ?? overrun { throw failure }
        }
    }

    /// Binds every listener; when one cannot, those that are bound are let go again.
    private func bind() async throws {
        do {
            for listener in assembly.listeners { try await listener.bind() }
        } catch {
            for listener in assembly.listeners { await listener.drain(until: .after(.zero)) }
            throw error
        }
    }

    private func prepare() async throws {
        for part in assembly.parts {
            switch part {
            case .component(let component): try await component.prepare()
            case .listener(let listener): try await listener.prepare()
            case .database(let database):
                try await database.start(settings.databaseStartup) {
                    try await database.bringUp(assembly.migrations, settings)
                } waits: { reason in
                    for listener in assembly.listeners { await listener.delay(because: reason) }
                }
            case .migrations, .fact: break
            }
        }
    }

    /// Drains the parts from the last to the first; a part's run is over before the one before it is drained.
    ///
    /// A part that has not ended a second after the deadline is cancelled, and waited for no longer if it only runs on.
    private func drain(_ running: [Int: StoppableOperation]) async -> ShutdownOverrun? {
        let deadline = Deadline.after(settings.shutdownTimeout)
        var late: [String] = []
        for (position, part) in assembly.parts.enumerated().reversed() {
            let isInTime = await withinGrace(deadline, name: part.name) {
                await part.drain(until: deadline)
                await running[position]?.stop()
            }
            if !isInTime { late.append(part.name) }
        }
        return late.isEmpty ? nil : ShutdownOverrun(parts: late, timeout: settings.shutdownTimeout)
    }

    /// Runs an operation, which is cancelled a second after the deadline; false when it was.
    private func withinGrace(
        _ deadline: Deadline,
        name: String,
        _ operation: @escaping @Sendable () async -> Void
    ) async -> Bool {
        let clock = Context.current.clock
        let end = max(deadline.uptime, clock.uptime) + .seconds(1)
        return await withTaskGroup(of: Bool.self) { group in
            group.addTask {
                await operation()
                return true
            }
            group.addTask {
                // A shutdown that is cancelled itself is no overrun.
                do { try await clock.sleep(until: end) } catch { return true }
                Context.current.logger.warning("component_overran", metadata: ["component": "\(name)"])
                return false
            }
            let isInTime = await group.next() ?? true
            group.cancelAll()
            return isInTime
        }
    }
}

extension ThrowingTaskGroup {
    /// Adds an operation that can be stopped, and the result that its end has.
    fileprivate mutating func add(
        _ result: ChildTaskResult,
        _ operation: @escaping @Sendable () async throws -> Void
    ) -> StoppableOperation where ChildTaskResult: Sendable {
        let stoppable = StoppableOperation(operation)
        addTask {
            try await stoppable.run()
            return result
        }
        return stoppable
    }
}

extension Assembly.Part {
    /// The type of the part, for the log.
    fileprivate var name: String {
        switch self {
        case .component(let component): "\(type(of: component))"
        case .listener(let listener): "\(type(of: listener))"
        case .database: "Database"
        case .migrations: "MigrationSet"
        case .fact: "Fact"
        }
    }

    fileprivate func drain(until deadline: Deadline) async {
        switch self {
        case .component(let component): await component.drain(until: deadline)
        case .listener(let listener): await listener.drain(until: deadline)
        case .database(let database): await database.close()
        case .migrations, .fact: break
        }
    }
}
