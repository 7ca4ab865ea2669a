import Crypto

/// A total order of rows, and which rows come after a cursor in it.
struct Keyset {
    /// The columns to sort by, the one that decides between rows that are equal otherwise last.
    private let sorting: [SortOrder]

    init(_ columns: [SortOrder], tieBreaker: StaticString) {
        let before = columns.prefix { !$0.column.isSame(as: tieBreaker) }
        // The same direction as the column before, so that one comparison of both and one index do.
        let isDescending = columns.dropFirst(before.count).first ?? columns.last
        sorting = before + [SortOrder(column: tieBreaker, isDescending: isDescending?.isDescending ?? false)]
    }

    /// The names of the columns.
    var names: [StaticString] { sorting.map(\.column) }

    /// A number that tells this order from others.
    var fingerprint: Int64 {
        var digest = SHA256()
        for column in sorting {
            digest.update(data: Array("\(column.column) \(column.isDescending ? "desc" : "asc"),".utf8))
        }
        return digest.finalize().prefix(8).reduce(0) { $0 << 8 | Int64($1) }
    }

    /// The columns' values under one name.
    var columns: SQL {
        SQL(sorting.map { "\(name: $0) AS page_key" as SQL }, separator: ", ")
    }

    /// The columns behind `ORDER BY`; the last one always has a value, and an index in the usual order is enough for it.
    var order: SQL {
        let last = sorting.count - 1
        return SQL(
            sorting.indices.map { position in
                let column = sorting[position]
                return position < last
                    ? "\(name: column)\(literal: column.direction)"
                    : "\(name: column)\(literal: column.isDescending ? " DESC" : " ASC")"
            },
            separator: ", "
        )
    }

    /// Returns a cursor's values as they are bound; nil for the cursor of another order or other types.
    func key(of cursor: Cursor, reading record: (some Record).Type) -> [DatabaseValue]? {
        guard cursor.order == fingerprint, cursor.key.count == sorting.count else { return nil }
        var reader = KeyReader(cursor.key, for: names)
        guard (try? record.init(reading: &reader)) != nil else { return nil }
        let key = reader.values.compactMap(\.self)
        return key.count == sorting.count && key.last != .null ? key : nil
    }

    /// Returns the first rows of a query behind a key, and maybe some more.
    func rows(of query: SQL, after key: [DatabaseValue], limit: Int) -> SQL {
        let ranges = ranges(after: key)
        let parts: [SQL] = ranges.map { "SELECT matches.* FROM (\(query)) AS matches WHERE \($0)" }
        if parts.count == 1 { return parts[0] }
        return SQL(
            parts.map { "SELECT * FROM (\($0) ORDER BY \(order) LIMIT \(limit)) AS part" },
            separator: " UNION ALL "
        )
    }

    /// Returns conditions that each row behind a key meets exactly one of, and each of which an index can answer in order.
    ///
    /// Rows without a value are the greatest, so SQL's own comparison, which knows nothing of them, is not enough.
    private func ranges(after key: [DatabaseValue]) -> [SQL] {
        var ranges: [SQL] = []
        var prefix: [SQL] = []
        var position = 0
        while position < sorting.count {
            let column = sorting[position]
            guard key[position] != .null else {
                if column.isDescending { ranges.append(.all(prefix + ["\(name: column) IS NOT NULL"])) }
                prefix.append("\(name: column) IS NULL")
                position += 1
                continue
            }
            let run = run(from: position, in: key)
            ranges.append(.all(prefix + [beyond(run, in: key)]))
            for position in run {
                let column = sorting[position]
                if !column.isDescending, position < sorting.count - 1 {
                    ranges.append(.all(prefix + ["\(name: column) IS NULL"]))
                }
                prefix.append("\(name: column) = \(bound: key[position])")
            }
            position = run.upperBound
        }
        return ranges
    }

    /// The columns from a position on that have a value and the same direction.
    private func run(from start: Int, in key: [DatabaseValue]) -> Range<Int> {
        let end = sorting.indices[start...].first { position in
            key[position] == .null || sorting[position].isDescending != sorting[start].isDescending
        }
        return start..<(end ?? sorting.count)
    }

    /// Compares columns of one direction with the key's values at once.
    private func beyond(_ run: Range<Int>, in key: [DatabaseValue]) -> SQL {
        let names = SQL(sorting[run].map { "\(name: $0)" }, separator: ", ")
        let values = SQL(key[run].map { "\(bound: $0)" }, separator: ", ")
        let comparison: StaticString = sorting[run.lowerBound].isDescending ? " < " : " > "
        return "(\(names))\(literal: comparison)(\(values))"
    }
}

extension SQL {
    /// Joins pieces of SQL.
    fileprivate init(_ pieces: [SQL], separator: StaticString) {
        var joined = Interpolation(literalCapacity: 0, interpolationCount: pieces.count)
        for (position, piece) in pieces.enumerated() {
            if position > 0 { joined.appendLiteral(separator) }
            joined.appendInterpolation(piece)
        }
        self.init(stringInterpolation: joined)
    }

    fileprivate static func all(_ conditions: [SQL]) -> SQL {
        SQL(conditions, separator: " AND ")
    }
}

extension SQL.Interpolation {
    fileprivate mutating func appendInterpolation(name column: SortOrder) {
        segments += [.literal("matches."), .literal(column.column)]
    }

    fileprivate mutating func appendInterpolation(literal: StaticString) {
        appendLiteral(literal)
    }

    fileprivate mutating func appendInterpolation(bound value: DatabaseValue) {
        bind(value)
    }
}
