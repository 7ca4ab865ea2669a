import MartletPayload

/// Hands each row to the engine as it is visited.
struct SinkWriter: RowWriter {
    private let columns: [StaticString]
    private let sink: any RowSink
    private var column = 0
    private var failure: (any Error)?

    init(_ columns: [StaticString], _ sink: any RowSink) {
        self.columns = columns
        self.sink = sink
    }

    mutating func write(_ name: StaticString, _ value: some ColumnValue) {
        guard failure == nil else { return }
        guard column < columns.count, columns[column].isSame(as: name) else { return refuseShape() }
        column += 1
        do { try sink.add(value.databaseValue) } catch { failure = error }
    }

    mutating func write(json name: StaticString, _ value: some FieldValue) {
        do { write(name, try RawJSON(encoding: value)) } catch {
            refuse(RowBatch.jsonFlaw(name, error.message))
        }
    }

    mutating func refuse(_ reason: String) {
        failure = failure ?? DatabaseError(.statement, reason)
    }

    /// Ends a row; throws when it cannot be stored.
    mutating func endRow() throws {
        if column != columns.count, failure == nil { refuseShape() }
        if let failure { throw failure }
        column = 0
        try sink.endRow()
    }

    private mutating func refuseShape() {
        refuse(RowBatch.shapeFlaw)
    }
}
