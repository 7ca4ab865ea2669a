import CSQLite
import Glibc
import MartletDatabase
@testable import MartletSQLite
import Testing

/// What SQLite's and the system's codes become.
@Suite struct SQLiteErrorUnitTests {
    @Test func `a code that is told often has its own name`() {
        #expect(SQLiteCode.name(of: SQLiteCode.unique) == "SQLITE_CONSTRAINT_UNIQUE")
    }

    @Test func `another extended code has the name of its family and its number`() {
        #expect(SQLiteCode.name(of: SQLITE_IOERR | 4 << 8) == "SQLITE_IOERR, 1034")
    }

    @Test func `an unknown code has its number`() {
        #expect(SQLiteCode.name(of: 250) == "SQLITE_250")
    }

    @Test(arguments: [
        (SQLITE_FULL, DatabaseError.Code.full), (SQLITE_READONLY, .readOnly), (SQLITE_READONLY | 4 << 8, .readOnly),
        (SQLITE_CORRUPT, .corrupted), (SQLITE_NOTADB, .corrupted), (SQLITE_BUSY, .lockTimeout),
        (SQLITE_IOERR, .connection), (SQLITE_IOERR | 4 << 8, .connection), (SQLITE_CANTOPEN, .connection),
        (SQLiteCode.foreignKey, .foreignKeyViolation), (SQLiteCode.check, .checkViolation), (SQLITE_ERROR, .statement),
    ])
    func `every family of codes has a kind of error`(code: Int32, kind: DatabaseError.Code) {
        #expect(unsafe DatabaseError(sqlite: code, nil, path: nil).code == kind)
    }

    @Test func `a damaged file is named, with what to do`() {
        let error = unsafe DatabaseError(sqlite: SQLITE_CORRUPT, nil, path: "/data/shop.db")
        #expect(error.message.hasPrefix("The database file '/data/shop.db' is damaged; stop, keep a copy of it"))
        #expect(error.engineCode == "SQLITE_CORRUPT")
    }

    @Test(arguments: [
        (EACCES, DatabaseError.Code.readOnly), (EROFS, .readOnly), (ENOSPC, .full), (EDQUOT, .full),
        (ENOENT, .connection),
    ])
    func `what the system refuses is an error with the path`(code: Int32, kind: DatabaseError.Code) {
        let error = DatabaseError(cannotOpen: "/data/shop.db", code)
        #expect(error.code == kind)
        #expect(error.message.hasPrefix("'/data/shop.db' cannot be "))
    }
}
