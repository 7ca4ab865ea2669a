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
    ///   - wait: Returns when the service shall stop; cancelled when a part fails first.
    ///   - onReady: Called once, when every listener lets requests through.
    /// - Throws: The error that stopped the start, or that a part failed with.
    func run(
        until wait: @escaping @Sendable () async throws -> Void,
        onReady: @escaping @Sendable () async -> Void
    ) async throws {
        try await bind()
        try await withThrowingTaskGroup(of: Event.self) { group in
            var running: [Int: RunningPart] = [:]
            func start(_ component: any Component, at position: Int) {
                let part = RunningPart { try await component.run() }
                running[position] = part
                group.addTask {
                    try await part.run()
                    return .partEnded
                }
            }
            for (position, part) in assembly.parts.enumerated() {
                if case .listener(let listener) = part { start(listener, at: position) }
            }
            group.addTask {
                try await wait()
                return .stopRequested
            }
            let preparation = RunningPart { try await prepare() }
            group.addTask {
                try await preparation.run()
                return .prepared
            }
            do {
                while let event = try await group.next(), event != .stopRequested {
                    guard event == .prepared else { continue }
                    for (position, part) in assembly.parts.enumerated() {
                        if case .component(let component) = part { start(component, at: position) }
                    }
                    for listener in assembly.listeners { await listener.ready() }
                    await onReady()
                }
            } catch {
                await preparation.stop()
                await drain(running)
                throw error
            }
            // What is still being prepared must not go on behind the back of what is drained.
            await preparation.stop()
            await drain(running)
            group.cancelAll()
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
                let migrator = try Migrator(database: database, sets: assembly.migrations)
                try await database.start(settings.databaseStartup) {
                    if settings.migrates { try await migrator.up() } else { try await migrator.check() }
                }
            case .migrations: break
            }
        }
    }

    /// Drains the parts from the last to the first; a part's run is over before the one before it is drained.
    private func drain(_ running: [Int: RunningPart]) async {
        let deadline = Deadline.after(settings.shutdownTimeout)
        for (position, part) in assembly.parts.enumerated().reversed() {
            switch part {
            case .component(let component): await component.drain(until: deadline)
            case .listener(let listener): await listener.drain(until: deadline)
            case .database(let database): await database.close()
            case .migrations: break
            }
            await running[position]?.stop()
        }
    }
}
