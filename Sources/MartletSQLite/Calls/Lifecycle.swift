import MartletDatabase
import Synchronization

/// The life of an engine: opened once it can be, closed for good.
final class Lifecycle: Sendable {
    private enum State {
        case idle
        case opening
        case open(Crew)
        case closing([CheckedContinuation<Void, Never>])
        case closed
    }

    private let state = Mutex(State.idle)

    /// Starts the crew; an opening that failed may be repeated.
    func open(_ start: () async throws -> Crew) async throws {
        try state.withLock { state in
            guard case .idle = state else {
                throw DatabaseError(.closed, "The database has been opened or closed before; create another one.")
            }
            state = .opening
        }
        let crew: Crew
        do { crew = try await start() } catch {
            if !settle(.idle) { finish() }
            throw error
        }
        guard settle(.open(crew)) else {
            await crew.end()
            finish()
            throw DatabaseError(.closed, "The database was closed while it was being opened.")
        }
    }

    /// Ends the crew and waits for it, also when it is just being started; several callers wait for the same end.
    func close() async {
        let crew = state.withLock { state -> Crew? in
            switch state {
            case .idle: state = .closed
            case .opening: state = .closing([])
            case .open(let crew):
                state = .closing([])
                return crew
            case .closing, .closed: break
            }
            return nil
        }
        guard let crew else { return await ended() }
        await crew.end()
        finish()
    }

    /// Notes how an opening has ended; false when the engine was closed meanwhile.
    private func settle(_ outcome: State) -> Bool {
        state.withLock { state in
            guard case .opening = state else { return false }
            state = outcome
            return true
        }
    }

    /// Notes the end and tells those who wait for it.
    private func finish() {
        let waiting = state.withLock { state -> [CheckedContinuation<Void, Never>] in
            defer { state = .closed }
            if case .closing(let waiting) = state { return waiting }
            return []
        }
        for continuation in waiting { continuation.resume() }
    }

    private func ended() async {
        await withCheckedContinuation { continuation in
            let isOver = state.withLock { state -> Bool in
                guard case .closing(let waiting) = state else { return true }
                state = .closing(waiting + [continuation])
                return false
            }
            if isOver { continuation.resume() }
        }
    }
}
