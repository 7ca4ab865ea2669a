import Martlet

/// How a generation gets on; each change returns nil, and does nothing, where the generation is already elsewhere.
extension GenerationService {
    /// The provider has taken it; it is watched from now on.
    ///
    /// Throws a ``ProviderError`` where the task is another generation's.
    @discardableResult
    func start(_ id: ID<Generation>, task: TaskID, in tx: Transaction) throws -> Generation? {
        guard try tx.run(store.countOthers(with: task, than: id)) == 0 else {
            throw ProviderError(call: "createTask", code: .unnamedTask, reason: "\(task) again", retryAfter: nil)
        }
        let change = GenerationChange(task: task, startedAt: Context.current.clock.now)
        guard let generation = try move(id, to: .running, change, in: tx) else { return nil }
        // A callback may be faster than what it is about.
        let isDone = try tx.run(store.countCallbacks(of: task)) > 0
        let pause = isDone ? .zero : WatchSchedule.pause(atAge: .zero, left: generation.timeLeft) ?? .zero
        try jobs.enqueue(WatchGeneration(generation: id), delay: pause, in: tx)
        return generation
    }

    /// The picture is made: it is paid now, and goes out.
    @discardableResult
    func succeed(_ id: ID<Generation>, at url: String, cost: Credits, in tx: Transaction) throws -> Generation? {
        let change = GenerationChange(resultURL: url, cost: cost, finishedAt: Context.current.clock.now)
        guard let generation = try move(id, to: .succeeded, change, in: tx) else { return nil }
        try wallets.charge(id, in: tx)
        try jobs.enqueue(DeliverPicture(generation: id), in: tx)
        return generation
    }

    /// There will be no picture: the hold is released, and the member told.
    @discardableResult
    func fail(_ id: ID<Generation>, because failure: GenerationFailure, in tx: Transaction) throws -> Generation? {
        let change = GenerationChange(failure: failure, finishedAt: Context.current.clock.now)
        let state: GenerationState = failure == .expired ? .expired : .failed
        guard let generation = try move(id, to: state, change, in: tx) else { return nil }
        try wallets.release(id, in: tx)
        try enqueue(ReportGeneration(generation: id, state: generation.state), about: id, in: tx)
        return generation
    }

    /// The member has the picture.
    @discardableResult
    func deliver(_ id: ID<Generation>, fileID: String?, in tx: Transaction) throws -> Generation? {
        let change = GenerationChange(fileID: fileID, deliveredAt: Context.current.clock.now)
        guard let generation = try move(id, to: .delivered, change, in: tx) else { return nil }
        try enqueue(ReportGeneration(generation: id, state: generation.state), about: id, in: tx)
        return generation
    }

    /// What was paid is paid back, and the member told.
    @discardableResult
    func refund(_ id: ID<Generation>, because failure: GenerationFailure?, in tx: Transaction) throws -> Generation? {
        let change = GenerationChange(failure: failure)
        guard let generation = try move(id, to: .refunded, change, in: tx) else { return nil }
        try wallets.refund(id, in: tx)
        try enqueue(ReportGeneration(generation: id, state: generation.state), about: id, in: tx)
        return generation
    }

    /// Keeps the provider's word that a task has ended; looks at once when that is the first one and the task is known.
    ///
    /// A day later the word is forgotten: every generation is over by then.
    ///
    /// A callback that is kept while its task is being noted may miss the task, and `start` the callback: each reads what was
    /// committed before. Only the hint is lost then, and the schedule looks all the same.
    func keepCallback(of task: TaskID) async throws {
        try await write { tx in
            try tx.run(store.deleteCallbacks(before: Context.current.clock.now - .seconds(86_400)))
            guard try tx.run(store.createCallback(of: task)).count > 0,
                let generation = try tx.run(store.getRunning(task: task))
            else { return }
            try jobs.enqueue(WatchGeneration(generation: generation, isHint: true), in: tx)
        }
    }

    /// Changes the state, where it may follow the present one, and notes the old one and the new one.
    private func move(
        _ id: ID<Generation>,
        to state: GenerationState,
        _ change: GenerationChange,
        in tx: Transaction
    ) throws -> Generation? {
        guard let generation = try tx.run(store.lockOne(id)), generation.state.successors.contains(state),
            let moved = try tx.run(store.moveOne(generation, to: state, with: change))
        else { return nil }
        try tx.run(store.createState(of: id, from: generation.state, to: state))
        return moved
    }
}
