extension RowBatch {
    /// The most rows that one statement inserts.
    private static let rows = 1000

    /// The most values that one statement binds, below what both engines take.
    private static let values = 32_000

    /// The statements that insert the rows, as few as there can be; each ends with the clause.
    func inserts(into table: StaticString, _ clause: SQL) -> [SQL] {
        let step = max(1, min(Self.rows, Self.values / max(1, columns.count)))
        return stride(from: 0, to: count, by: step).map { start in
            let rows = start..<min(start + step, count)
            return "INSERT INTO \(names: [table]) (\(names: columns)) VALUES \(rows: rows, of: self)\(clause)"
        }
    }

    /// Replaces every column but the keys by that of another row; without such a column a key replaces itself.
    func assignments(from row: StaticString, except keys: [StaticString]) -> SQL {
        let others = columns.filter { column in !keys.contains { $0.isSame(as: column) } }
        return "\(assign: others.isEmpty ? keys : others, from: row)"
    }

    /// Refuses two rows with the same keys, of which nobody could say which one counts.
    mutating func refuseDuplicates(of keys: [StaticString]) {
        let positions = keys.compactMap { position(of: $0) }
        guard positions.count == keys.count, !keys.isEmpty else {
            return refuse(
                "The rows of a batch must write its keys: \(keys.map(\.description).joined(separator: ", "))."
            )
        }
        var seen: Set<[DatabaseValue]> = []
        for row in 0..<count where !seen.insert(values(ofRow: row, at: positions)).inserted {
            return refuse("Two rows of the batch have the same keys; join them first.")
        }
    }
}

extension SQL.Interpolation {
    mutating func appendInterpolation(names: [StaticString]) {
        segments.append(.columns(names))
    }

    mutating func appendInterpolation(rows: Range<Int>, of batch: RowBatch) {
        append(rows, of: batch)
    }

    mutating func append(_ rows: Range<Int>, of batch: RowBatch) {
        let columns = batch.columns.count
        flaw = flaw ?? batch.flaw
        segments.append(.rows(rows.count, columns: columns))
        values += batch.values[rows.lowerBound * columns..<min(rows.upperBound * columns, batch.values.count)]
    }

    mutating func appendInterpolation(assign columns: [StaticString], from row: StaticString) {
        for (position, column) in columns.enumerated() {
            if position > 0 { segments.append(.literal(", ")) }
            segments += [.literal(column), .literal(" = "), .literal(row), .literal("."), .literal(column)]
        }
    }

    mutating func appendInterpolation(equal columns: [StaticString], in table: StaticString, and other: StaticString) {
        for (position, column) in columns.enumerated() {
            if position > 0 { segments.append(.literal(" AND ")) }
            segments += [.literal(table), .literal("."), .literal(column), .literal(" = ")]
            segments += [.literal(other), .literal("."), .literal(column)]
        }
    }
}
