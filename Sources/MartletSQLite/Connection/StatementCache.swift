import MartletDatabase

/// The prepared statements of one connection, the least used of late out first.
final class StatementCache {
    private struct Entry {
        let statement: PreparedStatement
        var used: UInt64
    }

    private let limit: Int
    private var entries: [SQL.Shape: Entry] = [:]
    private var uses: UInt64 = 0

    init(limit: Int) {
        self.limit = max(1, limit)
    }

    var count: Int { entries.count }

    subscript(shape: SQL.Shape) -> PreparedStatement? {
        get {
            guard let position = entries.index(forKey: shape) else { return nil }
            uses += 1
            entries.values[position].used = uses
            return entries.values[position].statement
        }
        set {
            guard let newValue else { return entries[shape] = nil }
            if entries.count >= limit, let oldest = entries.min(by: { $0.value.used < $1.value.used })?.key {
                entries[oldest] = nil
            }
            uses += 1
            entries[shape] = Entry(statement: newValue, used: uses)
        }
    }

    func removeAll() {
        entries.removeAll()
    }
}
