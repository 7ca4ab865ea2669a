import MartletPayload

/// The values of some rows of the same columns.
struct RowBatch {
    /// The names of the columns.
    private(set) var columns: [StaticString] = []

    /// The types of the columns, as the rows' type declares them.
    private var declared: [ColumnType] = []

    /// The values, row after row.
    private(set) var values: [DatabaseValue] = []

    /// The number of rows.
    private(set) var count = 0

    /// Why the rows cannot be stored.
    private(set) var flaw: String?

    init(_ rows: some Sequence<some RowWritable>) {
        var rows = rows.makeIterator()
        self.init(&rows, atMost: .max)
    }

    /// Takes the next rows, up to a number of them.
    init(_ rows: inout some IteratorProtocol<some RowWritable>, atMost limit: Int) {
        var writer = BatchWriter()
        while writer.batch.count < limit, let row = rows.next() {
            row.write(to: &writer)
            writer.endRow()
        }
        self = writer.batch
    }

    private init() {}

    /// Why rows of different columns cannot be stored.
    static let shapeFlaw =
        "Every row of a batch must write the same columns in the same order, and at least one."

    /// Why a value cannot be stored as a document.
    static func jsonFlaw(_ column: StaticString, _ reason: String) -> String {
        "The value of '\(column)' cannot be stored as JSON: \(reason)"
    }

    /// Notes why the rows cannot be stored; the first reason counts.
    mutating func refuse(_ reason: String) {
        flaw = flaw ?? reason
    }

    /// The types of the columns, as their first values have them; where there is none, as they are declared.
    var types: [ColumnType] {
        columns.indices.map { column in
            for row in 0..<count {
                if let type = values[row * columns.count + column].columnType { return type }
            }
            return declared[column]
        }
    }

    /// The values of a row's columns at some positions.
    func values(ofRow row: Int, at positions: [Int]) -> [DatabaseValue] {
        positions.map { values[row * columns.count + $0] }
    }

    /// The position of a column; nil when the rows do not have it.
    func position(of column: StaticString) -> Int? {
        columns.firstIndex { $0.isSame(as: column) }
    }

    /// The rows as an array of JSON objects; nil, and a flaw, when a value has no form in JSON.
    mutating func json() -> String? {
        var rows: [RawJSON] = []
        rows.reserveCapacity(count)
        do {
            for row in 0..<count {
                let values = try values(ofRow: row, at: Array(columns.indices)).map { try $0.json() }
                rows.append(
                    RawJSON.object { object in
                        for (name, value) in zip(columns, values) { object.field(name, value) }
                    }
                )
            }
            return try RawJSON(encoding: rows).description
        } catch {
            refuse("Rows with raw bytes, NaN or infinity cannot be bound as a table.")
            return nil
        }
    }

    /// Collects rows.
    private struct BatchWriter: RowWriter {
        var batch = RowBatch()
        private var column = 0

        mutating func write<Value: ColumnValue>(_ name: StaticString, _ value: Value) {
            if batch.count == 0 {
                batch.columns.append(name)
                batch.declared.append(Value.columnType)
            } else if column >= batch.columns.count || !batch.columns[column].isSame(as: name) {
                refuseShape()
            }
            column += 1
            batch.values.append(value.databaseValue)
        }

        mutating func write(json name: StaticString, _ value: some FieldValue) {
            do { write(name, try RawJSON(encoding: value)) } catch {
                batch.refuse(RowBatch.jsonFlaw(name, error.message))
                write(name, Bool?.none)
            }
        }

        mutating func refuse(_ reason: String) {
            batch.refuse(reason)
        }

        mutating func endRow() {
            if column != batch.columns.count || column == 0 { refuseShape() }
            batch.count += 1
            column = 0
        }

        private mutating func refuseShape() {
            batch.refuse(RowBatch.shapeFlaw)
        }
    }
}
