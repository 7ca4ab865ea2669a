import Martlet
import MartletMacros

/// The SQL of generations.
struct GenerationStore: Sendable {
    /// Notes what somebody asks for; answers nothing when its key was used before.
    func createOne(
        _ prompt: Prompt,
        model: ImageModel,
        aspectRatio: String,
        by member: Member,
        chat: Int64,
        key: String
    ) -> Statement<Generation?> {
        """
        INSERT INTO generations \(values: [
            "id": ID<Generation>(), "request_key": key, "member": member.id, "chat": chat, "prompt": prompt,
            "model": model.id, "aspect_ratio": aspectRatio, "price": model.price.minor,
            "state": GenerationState.requested, "created_at": Context.current.clock.now,
        ])
        ON CONFLICT (request_key) DO NOTHING
        RETURNING \(columns: Generation.self)
        """
    }

    func getOne(key: String) -> Statement<Generation> {
        "SELECT \(columns: Generation.self) FROM generations WHERE request_key = \(key)"
    }

    func getOne(_ id: ID<Generation>) -> Statement<Generation?> {
        "SELECT \(columns: Generation.self) FROM generations WHERE id = \(id)"
    }

    func getOne(_ id: ID<Generation>, of member: Member) -> Statement<Generation?> {
        "SELECT \(columns: Generation.self) FROM generations WHERE id = \(id) AND member = \(member.id)"
    }

    /// The latest first.
    func getList(of member: Member, limit: Int) -> Statement<[Generation]> {
        """
        SELECT \(columns: Generation.self) FROM generations WHERE member = \(member.id)
        ORDER BY created_at DESC, id DESC LIMIT \(limit)
        """
    }

    /// Locks a generation, so that nobody else changes its state meanwhile.
    func lockOne(_ id: ID<Generation>) -> Statement<Generation?> {
        "SELECT \(columns: Generation.self) FROM generations WHERE id = \(id) \(.forUpdate)"
    }

    /// Changes the state of a generation that still has the one that it was read with.
    func moveOne(
        _ generation: Generation,
        to state: GenerationState,
        with change: GenerationChange
    ) -> Statement<Generation?> {
        """
        UPDATE generations SET
            state = \(state),
            task = COALESCE(\(change.task), task),
            result_url = COALESCE(\(change.resultURL), result_url),
            cost = COALESCE(\(change.cost), cost),
            failure = COALESCE(\(change.failure), failure),
            file_id = COALESCE(\(change.fileID), file_id),
            started_at = COALESCE(\(change.startedAt), started_at),
            finished_at = COALESCE(\(change.finishedAt), finished_at),
            delivered_at = COALESCE(\(change.deliveredAt), delivered_at)
        WHERE id = \(generation.id) AND state = \(generation.state)
        RETURNING \(columns: Generation.self)
        """
    }

    /// Notes a change of state, the first one from none.
    func createState(of id: ID<Generation>, from old: GenerationState?, to new: GenerationState) -> Statement<Changes> {
        "INSERT INTO generation_states (generation, old, new, at) VALUES (\(id), \(old), \(new), \(.now))"
    }

    /// Notes the message that tells how it goes.
    func setProgressMessage(_ message: Int64, of id: ID<Generation>) -> Statement<Changes> {
        "UPDATE generations SET progress_message = \(message) WHERE id = \(id)"
    }

    /// Notes that the message says that the provider is at work; touches no row when that is noted or over.
    func setShownPainting(_ id: ID<Generation>) -> Statement<Changes> {
        """
        UPDATE generations SET is_shown_painting = TRUE
        WHERE id = \(id) AND state = 'running' AND NOT is_shown_painting
        """
    }
}

/// What the provider has called back for.
extension GenerationStore {
    /// Keeps a callback; touches no row when the task has had one.
    func createCallback(of task: TaskID) -> Statement<Changes> {
        "INSERT INTO provider_callbacks (task, received_at) VALUES (\(task), \(.now)) ON CONFLICT (task) DO NOTHING"
    }

    /// Forgets callbacks of tasks that nobody will store any more.
    func deleteCallbacks(before instant: Instant) -> Statement<Changes> {
        "DELETE FROM provider_callbacks WHERE received_at < \(instant)"
    }

    func countCallbacks(of task: TaskID) -> Statement<Int> {
        "SELECT count(*) FROM provider_callbacks WHERE task = \(task)"
    }

    func countOthers(with task: TaskID, than id: ID<Generation>) -> Statement<Int> {
        "SELECT count(*) FROM generations WHERE task = \(task) AND id <> \(id)"
    }

    func getRunning(task: TaskID) -> Statement<ID<Generation>?> {
        "SELECT id FROM generations WHERE task = \(task) AND state = 'running'"
    }
}

/// What became of all generations.
extension GenerationStore {
    func getCounts() -> Statement<[StateCount]> {
        "SELECT state, count(*) AS count FROM generations GROUP BY state"
    }

    func getTotals() -> Statement<GenerationTotals> {
        """
        SELECT (SELECT balance FROM accounts WHERE kind = 'revenue') AS revenue,
            (SELECT CAST(COALESCE(sum(cost), 0) AS BIGINT) FROM generations) AS cost,
            (SELECT count(*) FROM members) AS members
        """
    }
}

/// How many generations are in a state.
@Record
struct StateCount {
    let state: GenerationState
    let count: Int
}

/// The sums over everything.
@Record
struct GenerationTotals {
    @Column(in: .rub) let revenue: Money
    let cost: Credits
    let members: Int
}
