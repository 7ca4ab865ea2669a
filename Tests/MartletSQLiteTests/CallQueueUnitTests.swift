import MartletContext
import MartletDatabase
@testable import MartletSQLite
import Testing

/// What a queue gives to the threads that take from it, without any thread.
@Suite struct CallQueueUnitTests {
    private let queue: CallQueue

    init() {
        queue = CallQueue(name: "sqlite:shop.db", bound: 4, threads: 2, watch: DeadlineWatch())
        queue.open()
    }

    private func add(_ count: Int) throws -> [Call] {
        let calls = (0..<count).map { _ in Call(Context()) { _ in } }
        for call in calls { try queue.add(call) }
        return calls
    }

    @Test func `a queue that is not open refuses calls`() {
        let fresh = CallQueue(name: "sqlite:shop.db", bound: 4, threads: 1, watch: DeadlineWatch())
        let error = #expect(throws: DatabaseError.self) { try fresh.add(Call(Context()) { _ in }) }
        #expect(error?.code == .closed)
    }

    @Test func `a queue that is reset refuses calls until it is opened again`() throws {
        queue.reset()
        #expect(throws: DatabaseError.self) { _ = try add(1) }
        queue.open()
        #expect(try add(1).count == 1)
    }

    @Test func `a call beyond the bound is refused with the number that waits`() throws {
        _ = try add(4)
        let error = #expect(throws: DatabaseError.self) { _ = try add(1) }
        #expect(error?.code == .overloaded)
        #expect(error?.message == "4 calls wait for sqlite:shop.db already; try again later.")
    }

    @Test func `calls that were taken leave room for others`() throws {
        _ = try add(4)
        _ = queue.take(upTo: 2)
        #expect(try add(2).count == 2)
    }

    @Test func `a thread takes everything that waits, the oldest first`() throws {
        let calls = try add(3)
        #expect(queue.take(upTo: 16).map(ObjectIdentifier.init) == calls.map(ObjectIdentifier.init))
    }

    @Test func `a thread takes no more than it is allowed, and another one the rest`() throws {
        let calls = try add(3)
        #expect(queue.take(upTo: 2, for: 0).map(ObjectIdentifier.init) == calls[..<2].map(ObjectIdentifier.init))
        #expect(queue.take(upTo: 2, for: 1).map(ObjectIdentifier.init) == calls[2...].map(ObjectIdentifier.init))
    }

    @Test func `a group takes in what has come meanwhile, and waits for no more than are expected`() throws {
        let calls = try add(4)
        #expect(queue.take(upTo: 1).count == 1)
        let end = ContinuousClock.now.advanced(by: .seconds(3600))
        let more = queue.takeMore(upTo: 2, expecting: 3, until: end)
        #expect(more.map(ObjectIdentifier.init) == calls[1...2].map(ObjectIdentifier.init))
        #expect(queue.counts.taken == 3)
        #expect(queue.takeMore(upTo: 8, expecting: 1, until: end).count == 1)
        #expect(queue.takeMore(upTo: 8, expecting: 0, until: end).isEmpty)
        #expect(queue.takeMore(upTo: 8, expecting: 1, until: .now).isEmpty)
    }

    @Test func `a group waits for nobody once the queue is closed`() {
        queue.close()
        let end = ContinuousClock.now.advanced(by: .seconds(3600))
        #expect(queue.takeMore(upTo: 8, expecting: 8, until: end).isEmpty)
    }

    @Test func `a closed queue refuses calls, gives what waits and then nothing`() throws {
        _ = try add(1)
        queue.close()
        #expect(throws: DatabaseError.self) { _ = try add(1) }
        #expect(queue.take(upTo: 16).count == 1)
        #expect(queue.take(upTo: 16).isEmpty)
    }

    @Test func `the counts tell what waits and what threads have`() throws {
        _ = try add(4)
        _ = queue.take(upTo: 1, for: 0)
        _ = queue.take(upTo: 2, for: 1)
        #expect(queue.counts == (waiting: 1, taken: 3))
    }

    @Test func `a call is unanswered while it waits and while a thread has it`() throws {
        let calls = try add(3)
        _ = queue.take(upTo: 1)
        #expect(Set(queue.unanswered.map(ObjectIdentifier.init)) == Set(calls.map(ObjectIdentifier.init)))
    }
}
