import CLibpq
import MartletDatabase

/// What the server answered to one statement; freed with the object.
///
/// `@unchecked Sendable`: nothing changes the result once it is made, and libpq's readers change nothing either.
@safe
final class QueryResult: @unchecked Sendable {
    let pointer: OpaquePointer

    init(_ pointer: OpaquePointer) {
        unsafe self.pointer = pointer
    }

    deinit {
        unsafe PQclear(pointer)
    }

    var status: ExecStatusType { unsafe PQresultStatus(pointer) }

    /// Tells whether the statement failed, or was not run because the one before it failed.
    var isFailure: Bool {
        let status = status
        return status == PGRES_FATAL_ERROR || status == PGRES_BAD_RESPONSE || status == PGRES_PIPELINE_ABORTED
    }

    /// Tells whether the server wants to copy rows, which no statement here may ask for.
    var isCopy: Bool {
        let status = status
        return status == PGRES_COPY_IN || status == PGRES_COPY_OUT || status == PGRES_COPY_BOTH
    }

    /// The command's tag, for example `UPDATE 3` or `ROLLBACK`.
    var tag: String {
        unsafe String(cString: PQcmdStatus(pointer))
    }

    /// A field of an error or a notice.
    func field(_ code: Int32) -> String? {
        unsafe PQresultErrorField(pointer, code).map { unsafe String(cString: $0) }
    }
}
