/// How long a task of the provider stays in each state.
public struct ProviderPace: Sendable, Hashable {
    let waiting: Duration
    let queuing: Duration
    let generating: Duration

    /// Creates a pace; a task is done in five seconds unless told otherwise.
    public init(
        waiting: Duration = .seconds(1),
        queuing: Duration = .seconds(1),
        generating: Duration = .seconds(3)
    ) {
        self.waiting = waiting
        self.queuing = queuing
        self.generating = generating
    }

    /// The time from the creation of a task to its end.
    var total: Duration { waiting + queuing + generating }
}
