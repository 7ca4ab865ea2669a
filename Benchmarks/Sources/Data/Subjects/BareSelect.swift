import Foundation
import GRDBSQLite
import MartletDatabase

/// The point select with SQLite's own functions, on a thread that takes all calls that wait.
///
/// No statement is written, found, checked, timed or given up, and nothing is told of errors: what an engine with a
/// thread of its own could reach at most.
///
/// `@unchecked Sendable`: `calls` is guarded by `condition`, the handles belong to the thread.
@safe
final class BareSelect: Subject, @unchecked Sendable {
    private struct Call {
        let id: Int64
        let continuation: CheckedContinuation<Answer, Never>
    }

    /// The columns of a row.
    private struct Answer {
        let id: Int64
        let name: String
        let price: Int64
    }

    private let condition = NSCondition()
    private var calls: [Call] = []
    private let begin: OpaquePointer
    private let select: OpaquePointer
    private let end: OpaquePointer

    init(directory: String) async throws {
        // Makes the table.
        await (try await Database.withItems(in: directory)).close()
        var handle: OpaquePointer?
        let flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE
        unsafe sqlite3_open_v2("\(directory)/items.db", &handle, flags, nil)
        unsafe sqlite3_exec(handle, "PRAGMA cache_size = -8192", nil, nil, nil)
        unsafe begin = try Self.prepare("BEGIN", on: handle)
        unsafe select = try Self.prepare("SELECT id, name, price FROM items WHERE id = ?", on: handle)
        unsafe end = try Self.prepare("ROLLBACK", on: handle)
        Thread { [self] in
            while true { run(take()) }
        }.start()
    }

    func call(with number: UInt64) async throws {
        let id = Int64(number % Items.rows) + 1
        let answer = await withCheckedContinuation { continuation in
            condition.withLock {
                calls.append(Call(id: id, continuation: continuation))
                condition.signal()
            }
        }
        guard answer.id == id else { throw CocoaError(.fileReadCorruptFile) }
    }

    private static func prepare(_ sql: String, on handle: OpaquePointer?) throws -> OpaquePointer {
        var statement: OpaquePointer?
        unsafe sqlite3_prepare_v2(handle, sql, -1, &statement, nil)
        guard let statement = unsafe statement else { throw CocoaError(.fileReadUnknown) }
        return unsafe statement
    }

    private func take() -> [Call] {
        condition.withLock {
            while calls.isEmpty { condition.wait() }
            defer { calls = [] }
            return calls
        }
    }

    private func run(_ calls: [Call]) {
        unsafe sqlite3_step(begin)
        unsafe sqlite3_reset(begin)
        for call in calls {
            unsafe sqlite3_bind_int64(select, 1, call.id)
            unsafe sqlite3_step(select)
            let name = unsafe sqlite3_column_text(select, 1).map { unsafe String(cString: $0) } ?? ""
            let answer = unsafe Answer(
                id: sqlite3_column_int64(select, 0),
                name: name,
                price: sqlite3_column_int64(select, 2)
            )
            unsafe sqlite3_reset(select)
            call.continuation.resume(returning: answer)
        }
        unsafe sqlite3_step(end)
        unsafe sqlite3_reset(end)
    }
}
