import Logging
import MartletContext
import MartletDatabase
import MartletPayload
import MartletResilience
import Synchronization

extension WorkerPool {
    /// Runs one claimed job to the point where its outcome is stored; never throws, so one job cannot harm another.
    func execute(_ job: ClaimedJob) async {
        let notes = state.withLock { $0.attempts[job.lease]?.notes } ?? AttemptNotes()
        let workers = Context.current
        var context = context(of: job)
        let start = context.clock.uptime
        let policy = handlers[job.kind]?.policy ?? JobPolicy()
        let result = await context.run {
            Logger.queue.info("job_started")
            return await attempt(job, policy: policy, notes: notes)
        }
        if let member = notes.member { context.logger[metadataKey: "member"] = "\(member)" }
        await context.run {
            let verdict = JobVerdict(
                on: notes.isCommitted ? .success(.completed) : result,
                stop: notes.isCommitted ? nil : state.withLock { $0.attempts[job.lease]?.stop },
                attempt: job.attempt,
                policy: policy,
                random: Context.current.randomness
            )
            let receipt = notes.isCommitted ? .accepted : await store(verdict, of: job, in: workers)
            let duration = Context.current.clock.uptime - start
            report(verdict, result.failure, receipt: receipt, of: job, after: duration)
        }
        end(job.lease)
    }

    /// Forgets a job whose outcome is stored, and fills its slot.
    func end(_ lease: JobLease) {
        let (observers, count) = state.withLock { ($0.end(lease), $0.attempts.count) }
        metrics.running(count)
        for observer in observers { observer.resume() }
        wake()
    }

    private func store(_ verdict: JobVerdict, of job: ClaimedJob, in workers: Context) async -> Settler.Receipt {
        guard let settlement = verdict.settlement else { return .stale }
        if case .finish(.dead, let reason) = settlement {
            return await bury(job.id, kind: job.kind, lease: job.lease, because: reason)
        }
        return await settler.settle(SettledJob(lease: job.lease, settlement: settlement), in: workers)
    }

    /// Makes a dead letter of a job and lets its handler do what must happen then, in one transaction.
    func bury(_ id: ID<any Job>, kind: String, lease: JobLease, because reason: String?) async -> Settler.Receipt {
        let settled = SettledJob(lease: lease, settlement: .finish(.dead, reason: reason))
        return await settler.settle(settled) { [handler = handlers[kind], store] tx in
            guard let handler, let letter = try tx.run(store.deadLetter(id)) else { return }
            try handler.gaveUp(letter, tx)
        }
    }

    /// The surroundings of a job: those of the workers, with the correlation of whoever enqueued it.
    func context(of job: some NamedJob) -> Context {
        var context = Context.current
        context.deadline = nil
        context.correlation = job.correlation.flatMap { CorrelationID($0) } ?? CorrelationID()
        context.logger = context.logger.naming(job)
        return context
    }

    private func attempt(
        _ job: ClaimedJob,
        policy: JobPolicy,
        notes: AttemptNotes
    ) async -> Result<JobOutcome, any Error> {
        guard let handler = handlers[job.kind] else {
            preconditionFailure("Only jobs with a handler are claimed, but one of the kind '\(job.kind)' was.")
        }
        let deadline = Deadline.after(policy.deadline)
        let context = JobContext(
            id: job.id,
            kind: job.kind,
            attempt: job.attempt,
            lease: job.lease.number,
            enqueuedAt: job.createdAt,
            deadline: deadline,
            claim: job,
            notes: notes,
            store: store
        )
        // Awaited right below; a task of its own so that this handler can be cancelled without the others.
        let task = Task { [database] in
            try await withDeadline(deadline, of: job.kind) { try await handler.run(job, context, database) }
        }
        let hangsAt = deadline.uptime + JobLimits.lease
        if !state.withLock({ $0.start(job.lease, hangsAt: hangsAt) { task.cancel() } }) { task.cancel() }
        return await withTaskCancellationHandler {
            await task.result
        } onCancel: {
            stop(job.lease, .shutdown)
        }
    }

    private func report(
        _ verdict: JobVerdict,
        _ error: (any Error)?,
        receipt: Settler.Receipt,
        of job: ClaimedJob,
        after duration: Duration
    ) {
        let logger = Logger.queue
        let outcome = receipt.isStale ? .stale : verdict.outcome
        metrics.finished(kind: job.kind, outcome: outcome)
        var facts: Logger.Metadata = [
            "outcome": "\(outcome.rawValue)", "duration_ms": .stringConvertible(duration.milliseconds),
        ]
        if error != nil || receipt.failure != nil { facts["operation"] = "job \(job.kind)" }
        if error == nil || receipt.failure != nil, let reason = verdict.reason { facts["reason"] = "\(reason.stored)" }
        switch (receipt, verdict.outcome) {
        case (.lost(let failure), _): logger.error("job_outcome_lost", error: failure, metadata: facts)
        case (.stale, _): logger.warning("job_lease_stale", metadata: facts)
        case (.accepted, .failed): logger.warning("job_failed", error: error, metadata: facts)
        case (.accepted, .dead): logger.error("job_dead", error: error, metadata: facts)
        case (.accepted, _): logger.info("job_finished", metadata: facts)
        }
    }
}

extension Result {
    /// The error, if the result is one.
    fileprivate var failure: Failure? {
        if case .failure(let error) = self { error } else { nil }
    }
}

extension Duration {
    /// Whole milliseconds.
    fileprivate var milliseconds: Int64 {
        let (seconds, attoseconds) = components
        return seconds * 1000 + attoseconds / 1_000_000_000_000_000
    }
}
