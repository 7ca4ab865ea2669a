import Martlet

/// An amount of the provider's own currency, of which one is about half an American cent.
struct Credits: ColumnValue, Hashable, CustomStringConvertible {
    /// The provider takes fractions for its cheap models.
    let hundredths: Int64

    init(hundredths: Int64) {
        self.hundredths = hundredths
    }

    init?(column: ColumnReading) {
        guard let hundredths = column.integer else { return nil }
        self.hundredths = hundredths
    }

    static let placeholder = Credits(hundredths: 0)

    var databaseValue: DatabaseValue { .integer(hundredths) }

    var description: String {
        let cents = hundredths % 100
        return "\(hundredths / 100).\(cents < 10 ? "0" : "")\(cents)"
    }
}
