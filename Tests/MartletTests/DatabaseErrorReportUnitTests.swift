import Logging
@testable import Martlet
import Testing

/// How a failure of the database is recorded, and what a client is told of it.
@Suite struct DatabaseErrorReportUnitTests {
    @Test(arguments: [DatabaseError.Code.uniqueViolation, .foreignKeyViolation])
    func `S3-51 a conflict is a WARNING and a 409`(code: DatabaseError.Code) {
        let error = DatabaseError(code, "Taken.")
        #expect(error.reportLevel == .warning)
        #expect(error.problem.status == 409)
    }

    @Test func `a cursor of another list is a WARNING and a 400`() {
        let error = DatabaseError(.cursorRefused, "Of another order.")
        #expect(error.reportLevel == .warning)
        #expect(error.problem.status == 400)
        #expect(error.problem.error == "CursorError")
    }

    @Test(arguments: [
        DatabaseError.Code.checkViolation, .notNullViolation, .statement, .decoding, .rowMissing, .migrationDrift,
        .dropRefused,
    ])
    func `what is the service's own fault is an ERROR and a 500`(code: DatabaseError.Code) {
        let error = DatabaseError(code, "Broken.")
        #expect(error.reportLevel == .error)
        #expect(error.problem.status == 500)
    }

    @Test(arguments: [
        DatabaseError.Code.connection, .refused, .overloaded, .full, .readOnly, .corrupted, .lockTimeout, .deadlock,
        .serializationFailure, .commitUnknown, .closed, .owned,
    ])
    func `S0-25 what may pass is an ERROR and a 503`(code: DatabaseError.Code) {
        let error = DatabaseError(code, "Away.")
        #expect(error.reportLevel == .error)
        #expect(error.problem.status == 503)
    }

    @Test func `S0-25 every record of the database has its tag`() {
        #expect(DatabaseError(.connection, "Away.").reportFacts == ["tag": "DB"])
    }
}
