import NIOCore
import Testing

@testable import MartletHTTP

@Suite struct ConnectionStateMachineUnitTests {
    private let start = NIODeadline.uptimeNanoseconds(1_000_000_000)

    private func machine() -> ConnectionStateMachine {
        let timeouts = ConnectionTimeouts(
            idle: .seconds(75),
            head: .seconds(10),
            body: .seconds(30),
            write: .seconds(20),
            linger: .seconds(2)
        )
        return ConnectionStateMachine(timeouts: timeouts, now: start)
    }

    /// A mutating call cannot stand in the macro.
    private func expect<Value: Equatable>(
        _ value: Value,
        is expected: Value,
        at location: SourceLocation = #_sourceLocation
    ) {
        #expect(value == expected, sourceLocation: location)
    }

    @Test func `a new connection has the time between two requests`() {
        #expect(machine().deadline == start + .seconds(75))
    }

    @Test func `the first byte starts the time of the head, and more bytes do not renew it`() {
        var machine = machine()
        expect(machine.bytesArrived(now: start + .seconds(5)), is: true)
        expect(machine.bytesArrived(now: start + .seconds(9)), is: true)
        #expect(machine.deadline == start + .seconds(15))
        expect(machine.timerFired(now: start + .seconds(14)), is: .wait)
        expect(machine.timerFired(now: start + .seconds(15)), is: .reject(.slowHead))
        expect(machine.bytesArrived(now: start + .seconds(16)), is: false)
    }

    @Test func `the head's end starts the time of the body`() {
        var machine = machine()
        _ = machine.bytesArrived(now: start)
        machine.headCompleted(now: start + .seconds(3))
        #expect(machine.deadline == start + .seconds(33))
        expect(machine.timerFired(now: start + .seconds(33)), is: .reject(.slowBody))
        #expect(machine.unanswered == 1)
    }

    @Test func `the service's own work is not timed`() {
        var machine = machine()
        _ = machine.bytesArrived(now: start)
        machine.headCompleted(now: start)
        machine.requestCompleted(now: start)
        #expect(machine.deadline == nil)
        expect(machine.timerFired(now: start + .hours(1)), is: .wait)
        expect(machine.answered(closes: false, now: start + .hours(1)), is: .keep)
        #expect(machine.deadline == start + .hours(1) + .seconds(75))
    }

    @Test func `the last answer leaves the client time to close`() {
        var machine = machine()
        _ = machine.bytesArrived(now: start)
        machine.headCompleted(now: start)
        machine.requestCompleted(now: start)
        expect(machine.answered(closes: true, now: start), is: .linger)
        expect(machine.bytesArrived(now: start), is: false)
        machine.lastAnswerWritten(now: start)
        expect(machine.timerFired(now: start + .seconds(2)), is: .close)
    }

    @Test func `the time to close begins when the last answer is on the wire, however long that took`() {
        var machine = machine()
        _ = machine.bytesArrived(now: start)
        machine.headCompleted(now: start)
        machine.requestCompleted(now: start)
        machine.writability(false, now: start)
        expect(machine.answered(closes: true, now: start), is: .linger)
        expect(machine.timerFired(now: start + .seconds(19)), is: .wait)
        machine.writability(true, now: start + .seconds(19))
        machine.lastAnswerWritten(now: start + .seconds(19))
        #expect(machine.deadline == start + .seconds(21))
    }

    @Test func `a client that does not read is given up`() {
        var machine = machine()
        machine.writability(false, now: start)
        expect(machine.timerFired(now: start + .seconds(20)), is: .close)
        machine.writability(true, now: start + .seconds(20))
        expect(machine.timerFired(now: start + .seconds(21)), is: .wait)
    }

    @Test func `draining closes an idle connection at once and a busy one after its answer`() {
        var idle = machine()
        expect(idle.drain(), is: true)
        var busy = machine()
        _ = busy.bytesArrived(now: start)
        busy.headCompleted(now: start)
        busy.requestCompleted(now: start)
        expect(busy.drain(), is: false)
        expect(busy.answered(closes: false, now: start), is: .close)
    }

    @Test func `a refused head is an answer of its own, a refused body is the answer of its request`() {
        var head = machine()
        _ = head.bytesArrived(now: start)
        head.rejected()
        #expect(head.unanswered == 1)
        var body = machine()
        _ = body.bytesArrived(now: start)
        body.headCompleted(now: start)
        body.rejected()
        #expect(body.unanswered == 1)
    }
}
