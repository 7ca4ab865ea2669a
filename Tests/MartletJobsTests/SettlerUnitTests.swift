import MartletDatabase
import Testing

@testable import MartletJobs

/// Which failures are worth waiting for, and which belong to one outcome alone.
@Suite struct SettlerUnitTests {
    @Test(
        arguments: [
            .connection, .deadlineExceeded, .lockTimeout, .serializationFailure, .deadlock, .commitUnknown, .full,
            .readOnly, .closed, .owned, .overloaded, .refused, .corrupted,
        ] as [DatabaseError.Code]
    )
    func `what the database suffers from would meet any outcome, and is waited for`(code: DatabaseError.Code) {
        #expect(Settler.isOutage(DatabaseError(code, "")))
    }

    @Test(
        arguments: [
            .uniqueViolation, .foreignKeyViolation, .checkViolation, .notNullViolation, .statement, .decoding,
            .columnMissing, .rowMissing, .rowsTooMany,
        ] as [DatabaseError.Code]
    )
    func `what a statement says belongs to one outcome, and waiting does not mend it`(code: DatabaseError.Code) {
        #expect(!Settler.isOutage(DatabaseError(code, "")))
    }

    @Test func `what is not the database's error is waited for`() {
        #expect(Settler.isOutage(CancellationError()))
    }

    @Test func `what a handler throws of its own belongs to its job`() {
        #expect(!Settler.isOutage(LastActFailure(underlying: CancellationError())))
    }
}
