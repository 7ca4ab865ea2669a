/// A column that rows are sorted by, and the way; rows without a value are the greatest on both engines.
public struct SortOrder: Sendable {
    let column: StaticString
    let isDescending: Bool

    /// Sorts the smallest first.
    public static func ascending(_ column: StaticString) -> SortOrder {
        SortOrder(column: column, isDescending: false)
    }

    /// Sorts the greatest first.
    public static func descending(_ column: StaticString) -> SortOrder {
        SortOrder(column: column, isDescending: true)
    }

    /// The way as SQL says it.
    var direction: StaticString {
        isDescending ? " DESC NULLS FIRST" : " ASC NULLS LAST"
    }
}

extension SQL.Interpolation {
    /// Adds the columns after `ORDER BY`.
    public mutating func appendInterpolation(order: [SortOrder]) {
        for (position, order) in order.enumerated() {
            if position > 0 { segments.append(.literal(", ")) }
            segments += [.literal(order.column), .literal(order.direction)]
        }
    }
}
