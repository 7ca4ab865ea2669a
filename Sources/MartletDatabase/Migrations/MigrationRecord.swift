import MartletContext

/// A step as the database recorded it.
struct MigrationRecord: Record {
    let set: String
    let number: Int
    let name: String
    let checksum: String
    let isCompatible: Bool
    let appliedAt: Instant

    init(reading columns: inout some ColumnReader) throws {
        set = try columns.read("set_name")
        number = try columns.read("number")
        name = try columns.read("name")
        checksum = try columns.read("checksum")
        isCompatible = try columns.read("is_compatible")
        appliedAt = try columns.read("applied_at")
    }
}
