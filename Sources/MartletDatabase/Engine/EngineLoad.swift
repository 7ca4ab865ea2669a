/// How busy an engine is.
public struct EngineLoad: Sendable, Hashable {
    /// The most calls that run at the same time.
    public let capacity: Int

    /// The calls that run now.
    public let running: Int

    /// The calls that wait for their turn.
    public let waiting: Int

    /// Creates a load from its numbers.
    public init(capacity: Int, running: Int, waiting: Int) {
        self.capacity = capacity
        self.running = running
        self.waiting = waiting
    }
}
