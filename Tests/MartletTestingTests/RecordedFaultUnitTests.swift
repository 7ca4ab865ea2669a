import MartletDatabase
import Testing

@testable import MartletTesting

@Suite struct RecordedFaultUnitTests {
    private let error = DatabaseError(.full, "The disk is full.")

    @Test func `a fault of a statement waits for its number`() {
        var fault = RecordingDatabase.Fault(.statement(3), error)
        let turns = (1...3).map { _ in
            fault.approach(.statement(1), in: 1)
            return fault.isDue
        }
        #expect(turns == [false, false, true])
    }

    @Test func `statements of a call that runs again count once`() {
        var fault = RecordingDatabase.Fault(.statement(3), error)
        for call in [1, 2, 1] {
            if call == 1 { fault.forget(call) }
            fault.approach(.statement(1), in: call)
            #expect(!fault.isDue)
        }
        fault.approach(.statement(1), in: 2)
        #expect(fault.isDue)
    }

    @Test func `commits do not count as statements`() {
        var fault = RecordingDatabase.Fault(.statement(2), error)
        for point in [RecordingDatabase.FaultPoint.statement(1), .commit, .commitAnswer] {
            fault.approach(point, in: 1)
            #expect(!fault.isDue)
        }
        fault.approach(.statement(1), in: 1)
        #expect(fault.isDue)
    }

    @Test func `a fault of a commit lets statements and answers pass`() {
        var fault = RecordingDatabase.Fault(.commit, error)
        for point in [RecordingDatabase.FaultPoint.statement(1), .commitAnswer] {
            fault.approach(point, in: 1)
            #expect(!fault.isDue)
        }
        fault.approach(.commit, in: 1)
        #expect(fault.isDue)
    }

    @Test func `an event reads as SQL and keeps values to itself`() {
        let actions: [RecordingDatabase.Event.Action] = [
            .begin(nil), .begin(.read), .begin(.write(.serializable)), .statement("SELECT $1", values: [.text("Ada")]),
            .commit, .rollback, .commitUnknown,
        ]
        let lines = actions.map { RecordingDatabase.Event(transaction: 1, action: $0).description }
        let expected = ["BEGIN", "BEGIN READ ONLY", "BEGIN", "SELECT $1", "COMMIT", "ROLLBACK", "COMMIT unknown"]
        #expect(lines == expected)
    }
}
