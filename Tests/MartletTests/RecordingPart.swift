import Martlet
import Synchronization

/// What was done to the parts of a service, in order.
final class Diary: Sendable {
    private let state = Mutex<(entries: [String], deadlines: [Duration])>(([], []))

    var entries: [String] { state.withLock(\.entries) }

    var deadlines: [Duration] { state.withLock(\.deadlines) }

    func note(_ entry: String) {
        state.withLock { $0.entries.append(entry) }
    }

    func note(_ deadline: Deadline) {
        state.withLock { $0.deadlines.append(deadline.uptime) }
    }
}

/// What a part fails with.
struct Failure: Error, Equatable {
    let name: String
}

/// A phase in which a part fails.
enum FailingPhase: Sendable {
    case bind
    case prepare
    case run
}

/// A part that writes down what is done to it.
struct RecordingPart: Component {
    let name: String
    let diary: Diary
    let failing: FailingPhase?
    let endsEarly: Bool

    init(_ name: String, _ diary: Diary, failing: FailingPhase? = nil, endsEarly: Bool = false) {
        self.name = name
        self.diary = diary
        self.failing = failing
        self.endsEarly = endsEarly
    }

    func prepare() async throws {
        diary.note("prepare \(name)")
        if failing == .prepare { throw Failure(name: name) }
    }

    func run() async throws {
        diary.note("run \(name)")
        if failing == .run { throw Failure(name: name) }
        guard !endsEarly else { return }
        // Until it is cancelled.
        for await _ in AsyncStream<Never>.makeStream().stream {}
        diary.note("run ended \(name)")
    }

    func drain(until deadline: Deadline) async {
        diary.note("drain \(name)")
        diary.note(deadline)
    }
}

/// A listener that writes down what is done to it.
struct RecordingListener: Listener {
    let name: String
    let diary: Diary
    let failing: FailingPhase?

    init(_ name: String, _ diary: Diary, failing: FailingPhase? = nil) {
        self.name = name
        self.diary = diary
        self.failing = failing
    }

    var address: String? { nil }

    func bind() async throws {
        diary.note("bind \(name)")
        if failing == .bind { throw Failure(name: name) }
    }

    func prepare() async throws { diary.note("prepare \(name)") }

    func delay(because reason: String) async { diary.note("delay \(name): \(reason)") }

    func ready() async { diary.note("ready \(name)") }

    func run() async throws {
        diary.note("run \(name)")
        for await _ in AsyncStream<Never>.makeStream().stream {}
    }

    func drain(until deadline: Deadline) async { diary.note("drain \(name)") }
}
