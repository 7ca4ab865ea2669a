public import Martlet
import NIOCore
import Synchronization

/// A stand-in for the KIE provider of generated images, for development and tests only.
///
/// It takes tasks as the provider's documents say, leads them through their states in a few seconds of the context's
/// clock, calls back with a signature, and has its pictures made by a ``Painter``. It remembers the last 500 tasks, of
/// which 100 may run at a time.
public final class ProviderStandIn: Sendable {
    /// The key that it knows.
    public let key: Secret<String>

    let callbacks: ProviderCallbacks
    private let painter: Painter
    private let pace: ProviderPace
    private let book: Mutex<ProviderBook>
    private let changes = ChangeSignal()

    /// Creates a stand-in.
    ///
    /// - Parameters:
    ///   - key: The key of its only customer.
    ///   - callbackKey: What callbacks are signed with; the key itself unless told otherwise.
    ///   - credits: What the customer has.
    ///   - limit: How many tasks it takes within ten seconds, from 1.
    ///   - queryLimit: How often it tells of tasks within a second, from 1.
    ///   - pace: How long tasks take.
    ///   - painter: Who paints the pictures.
    public init(
        key: Secret<String> = Secret("stand-in-for-development-only"),
        callbackKey: Secret<String>? = nil,
        credits: Int = 1_000_000,
        limit: Int = 20,
        queryLimit: Int = 10,
        pace: ProviderPace = ProviderPace(),
        painter: Painter = Painter()
    ) {
        self.key = key
        self.pace = pace
        self.painter = painter
        callbacks = ProviderCallbacks(key: callbackKey ?? key)
        book = Mutex(ProviderBook(credits: credits, limit: limit, queryLimit: queryLimit))
    }

    /// Does something wrong with each of the next calls, one after the other.
    public func spoilNextAnswers(_ faults: ProviderAnswerFault...) {
        book.withLock { $0.answerFaults += faults }
    }

    /// Does something wrong with each of the next tasks, one after the other.
    public func spoilNextTasks(_ faults: ProviderTaskFault...) {
        book.withLock { $0.taskFaults += faults }
    }

    /// What a picture of each model costs, in hundredths of a credit.
    public static var prices: [String: Int] { ProviderBook.prices }

    /// What the customer has left, in whole credits.
    public var credits: Int { book.withLock(\.credits) / 100 }

    /// How many tasks it remembers.
    public var taskCount: Int { book.withLock(\.tasks.count) }

    var authorization: Secret<String> { Secret("Bearer \(key.reveal())") }

    func nextAnswerFault() -> ProviderAnswerFault? {
        book.withLock { $0.answerFaults.isEmpty ? nil : $0.answerFaults.removeFirst() }
    }

    /// How long a call without an answer stays open.
    static let patience = Duration.seconds(3600)

    func keepSilent() async throws {
        try await Context.current.clock.sleep(for: Self.patience)
    }

    /// Takes a task; its picture will be below an address.
    func create(_ order: ProviderOrder, address: String) -> ProviderAnswer {
        if let url = order.callback, !callbacks.reaches(url) { return .refused(422, "callBackUrl is invalid") }
        let answer = book.withLock { book in
            book.refusal(of: order)
                ?? .success(.object { $0.field("taskId", book.take(order, pace: pace, address: address).id) })
        }
        changes.signal()
        return answer
    }

    func record(of id: String) -> ProviderAnswer {
        guard book.withLock({ $0.admitQuery() }) else { return .refused(429, isRecord: true) }
        guard !id.isEmpty else { return .refused(422, "taskId is required", isRecord: true) }
        guard let task = book.withLock({ $0.tasks[id] }) else { return .refused(404, isRecord: true) }
        return .success(task.record, isRecord: true)
    }

    /// Paints the picture of a task that has succeeded.
    func picture(in file: String) async throws -> ByteBuffer {
        guard let task = book.withLock({ $0.tasks[String(file.prefix { $0 != "." })] }), task.state == .success else {
            throw Problem.notFound("There is no such picture.")
        }
        return try await painter.picture(of: task.order.input.prompt, aspectRatio: task.order.input.aspectRatio)
    }
}

extension ProviderStandIn: Component {
    /// Calls back for every task that ends.
    public func run() async throws {
        try await withThrowingDiscardingTaskGroup { group in
            while !Task.isCancelled {
                let seen = changes.count
                let tasks = book.withLock { book in
                    defer { book.uncalled = [] }
                    return book.uncalled
                }
                for task in tasks { group.addTask { [callbacks] in try await callbacks.callBack(for: task) } }
                await changes.next(after: seen)
            }
        }
    }
}
