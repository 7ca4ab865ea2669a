import CLibpq
import MartletDatabase

extension PostgresConnection {
    /// Inserts rows with COPY, or with statements where the table does not take that as it would take them.
    func insert(_ insertion: Insertion, _ rows: (any RowSink) throws -> Void) throws -> Int {
        if let failure { throw failure }
        return try noting {
            guard try takesCopies(insertion.table) else {
                let sink = StatementSink(insertion, on: self)
                try rows(sink)
                return try sink.finish()
            }
            let sink = try CopySink(dialect.text(of: insertion.copy), on: self)
            do {
                try rows(sink)
                return try sink.finish()
            } catch {
                sink.abandon()
                throw error
            }
        }
    }

    /// Tells whether a table takes COPY: views and policies refuse it, and rules are passed over.
    private func takesCopies(_ table: StaticString) throws -> Bool {
        let cursor = try open(
            """
            SELECT oid FROM pg_catalog.pg_class WHERE oid = to_regclass(\(table.description))
            AND relkind IN ('r', 'p') AND NOT relhasrules AND NOT row_security_active(oid)
            """
        )
        return try cursor.next(into: RowBuffer(columns: cursor.columnNames))
    }
}

/// Collects rows into statements, each of as many as it takes.
private final class StatementSink: RowSink {
    private static let rows = 1000
    private static let values = 32_000

    private let insertion: Insertion
    private let connection: PostgresConnection
    private var values: [DatabaseValue] = []
    private var waiting = 0
    private var count = 0

    init(_ insertion: Insertion, on connection: PostgresConnection) {
        self.insertion = insertion
        self.connection = connection
    }

    func add(_ value: DatabaseValue) {
        values.append(value)
    }

    func endRow() throws {
        waiting += 1
        if waiting == Self.rows || values.count + insertion.columns.count > Self.values { try flush() }
    }

    /// Inserts the last rows and returns the number of all.
    func finish() throws -> Int {
        try flush()
        return count
    }

    private func flush() throws {
        guard waiting > 0 else { return }
        let cursor = try connection.open(insertion.statement(rows: waiting, values))
        count += cursor.changes
        cursor.close()
        values.removeAll(keepingCapacity: true)
        waiting = 0
    }
}
