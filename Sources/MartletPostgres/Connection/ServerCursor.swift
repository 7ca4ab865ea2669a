import CLibpq
import MartletDatabase

/// The rows of a query that the server hands out some at a time; it ends with its transaction.
final class ServerCursor: RowCursor {
    /// The number of rows that are fetched at once.
    private static let size: Int32 = 500

    let columnNames: [String]
    let changes = 0
    private let connection: PostgresConnection
    private var rows: ResultCursor
    private var isLast: Bool

    init(_ sql: SQL, on connection: PostgresConnection) throws {
        self.connection = connection
        var cursor: SQL = "DECLARE streamed_rows NO SCROLL CURSOR FOR \(sql)"
        cursor.site = sql.site
        try connection.open(cursor).close()
        (rows, isLast) = try Self.fetch(from: connection)
        columnNames = rows.columnNames
    }

    func next(into buffer: RowBuffer) throws -> Bool {
        while try !rows.next(into: buffer) {
            guard !isLast else { return false }
            (rows, isLast) = try Self.fetch(from: connection)
        }
        return true
    }

    func close() {
        rows.close()
        isLast = true
    }

    private static func fetch(from connection: PostgresConnection) throws -> (ResultCursor, isLast: Bool) {
        let fetch = "FETCH FORWARD \(size) FROM streamed_rows"
        let result = try connection.noting {
            try unsafe connection.exchange(.nothing) { unsafe PQsendQuery($0, fetch) }
        }
        return (ResultCursor(result, ResultColumns(result)), isLast: unsafe PQntuples(result.pointer) < size)
    }
}
