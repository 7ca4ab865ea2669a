import Martlet

/// A service with a part that does not want to end, for tests of the shutdown.
@main
struct StubbornService: Backend {
    static let name = "stubborn"

    static func assemble(_ settings: Settings) throws -> Assembly {
        let manner: StubbornPart.Manner = try settings.value("stubborn.manner", default: .drainsTooLong, about: "How.")
        let fails = try settings.value("stubborn.fails", default: false, about: "Whether another part fails.")
        return try Assembly {
            StubbornPart(manner: manner)
            try HTTPServer(settings.scoped(to: "http")) {}
            if fails { FailingPart() }
        }
    }
}

/// A part that does not end when it should.
struct StubbornPart: Component {
    /// How it is stubborn.
    enum Manner: String, SettingValue, CaseIterable {
        /// Its drain heeds no deadline, only being cancelled.
        case drainsTooLong = "drains-too-long"
        /// It runs on when it is cancelled.
        case runsOn = "runs-on"
    }

    let manner: Manner

    func run() async throws {
        if manner == .runsOn { await withCheckedContinuation { (_: CheckedContinuation<Void, Never>) in } }
    }

    func drain(until deadline: Deadline) async {
        if manner == .drainsTooLong { for await _ in AsyncStream<Never>.makeStream().stream {} }
    }
}

/// A part that fails as soon as it runs.
private struct FailingPart: Component {
    struct Failure: Error {}

    func run() async throws { throw Failure() }
}
