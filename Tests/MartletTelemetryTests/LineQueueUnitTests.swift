import Synchronization
import Testing

@testable import MartletTelemetry

@Suite struct LineQueueUnitTests {
    private let line = Array("0123456789".utf8)

    @Test func `a full queue drops the new line, and the next one taken tells how many`() {
        var queue = LineQueue(limit: 20)
        #expect(queue.accept(line).receipt == .accepted(afterLosing: 0))
        #expect(queue.accept(line).receipt == .accepted(afterLosing: 0))
        #expect(queue.accept(line).receipt == .dropped)
        #expect(queue.accept(line).receipt == .dropped)
        var hand: [UInt8] = []
        queue.take(&hand)
        #expect(hand == line + line)
        #expect(queue.accept(line).receipt == .accepted(afterLosing: 2))
        #expect(queue.accept(line).receipt == .accepted(afterLosing: 0))
        #expect(queue.dropped == 2)
    }

    @Test func `only a sleeping writer is woken, and once`() {
        var queue = LineQueue(limit: 100)
        #expect(!queue.accept(line).wakes)
        var hand: [UInt8] = []
        queue.take(&hand)
        _ = queue.settle(lost: false)
        hand = []
        queue.take(&hand)
        #expect(hand.isEmpty)
        #expect(queue.accept(line).wakes)
        #expect(!queue.accept(line).wakes)
    }

    @Test func `who waits is resumed by the lines it waits for, or by its deadline`() {
        var queue = LineQueue(limit: 100)
        let start = ContinuousClock.now
        #expect(!queue.wait(until: start) { _ in })
        _ = queue.accept(line)
        #expect(queue.wait(until: start + .seconds(1)) { _ in })
        var hand: [UInt8] = []
        queue.take(&hand)
        _ = queue.accept(line)
        #expect(queue.wait(until: start + .seconds(2)) { _ in })
        #expect(queue.nextDeadline == start + .seconds(1))
        #expect(queue.settle(lost: false).count == 1)
        #expect(queue.expire(at: start + .seconds(1)).isEmpty)
        #expect(queue.expire(at: start + .seconds(2)).count == 1)
        #expect(queue.nextDeadline == nil)
    }

    @Test func `lines lost by the writer are counted and reported`() {
        var queue = LineQueue(limit: 100)
        _ = queue.accept(line)
        _ = queue.accept(line)
        var hand: [UInt8] = []
        queue.take(&hand)
        _ = queue.settle(lost: true)
        #expect(queue.dropped == 2)
        #expect(queue.accept(line).receipt == .accepted(afterLosing: 2))
    }

    @Test func `a closed queue takes nothing`() {
        var queue = LineQueue(limit: 100)
        queue.close(at: .now)
        #expect(queue.accept(line).receipt == .dropped)
        #expect(queue.nextDeadline != nil)
    }
}
