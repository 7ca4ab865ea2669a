/// A part whose ``Component/run()`` can be ended, and its end be awaited.
final class RunningPart: Sendable {
    private let component: any Component
    private let stops = AsyncStream.makeStream(of: Never.self)
    private let ends = AsyncStream.makeStream(of: Never.self)

    init(_ component: any Component) {
        self.component = component
    }

    /// Runs the part until it returns or is stopped; throws when it fails, but not because it was stopped.
    func run() async throws {
        defer { ends.continuation.finish() }
        try await withThrowingTaskGroup(of: Void.self) { [component, stops] group in
            group.addTask { try await component.run() }
            group.addTask { for await _ in stops.stream {} }
            try await group.next()
            group.cancelAll()
        }
    }

    /// Cancels the part's run and waits for its end.
    func stop() async {
        stops.continuation.finish()
        for await _ in ends.stream {}
    }
}
