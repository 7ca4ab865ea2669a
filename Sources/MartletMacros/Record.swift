import MartletDatabase

/// Writes a struct's conformance to `Record`: each stored property is read from the column of its name in snake case.
///
/// ```swift
/// @Record
/// struct Card: RowWritable {
///     let id: ID<Card>
///     let ownerID: ID<Member>
///     @Column("created_at") let created: Instant
///     @Column(currency: "currency") let price: Money
///     @Column(json: "tags") let tags: [String]
///     var isShown = false
/// }
/// ```
///
/// What it writes is what one would write by hand, and can always be replaced by it:
///
/// ```swift
/// extension Card: Record {
///     init(reading columns: inout some ColumnReader) throws {
///         id = try columns.read("id")
///         ownerID = try columns.read("owner_id")
///         created = try columns.read("created_at")
///         price = try columns.read("price", currency: "currency")
///         tags = try columns.read(json: "tags")
///     }
///
///     func write(to row: inout some RowWriter) {
///         row.write("id", id)
///         row.write("owner_id", ownerID)
///         row.write("created_at", created)
///         row.write("price", currency: "currency", price)
///         row.write(json: "tags", tags)
///     }
/// }
/// ```
///
/// It stands in an extension, so the struct keeps its memberwise initializer. Static and computed properties and those with a
/// default are left alone. The access level is the struct's.
///
/// `write(to:)` is written only for a struct that says `RowWritable` itself: most records are read from queries whose columns
/// belong to no table, and what can be stored should be seen in the declaration. To write rows in another way than they are
/// read, conform to `RowWritable` in an extension by hand.
@attached(extension, conformances: Record, names: named(init(reading:)), named(write(to:)))
public macro Record() = #externalMacro(module: "MartletMacrosPlugin", type: "RecordMacro")
