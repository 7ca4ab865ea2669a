import Testing

/// What `@Record` writes.
@Suite struct RecordExpansionUnitTests {
    @Test func `each stored property is read from the column of its name in snake case`() async throws {
        try await expect(
            """
            @Record
            struct Card {
                let id: Int64
                let ownerName: String?
                var isShown: Bool
            }
            """,
            writes: """
                extension Card: Record {
                    init(reading columns: inout some ColumnReader) throws {
                        id = try columns.read("id")
                        ownerName = try columns.read("owner_name")
                        isShown = try columns.read("is_shown")
                    }
                }
                """
        )
    }

    @Test func `what a column says is handed to the reader as it stands`() async throws {
        try await expect(
            """
            @Record
            struct Offer {
                @Column("created_at") let created: Int64
                @Column(currency: "currency") let price: Money
                @Column("fee_minor", currency: "fee_currency") let fee: Money?
                @Column(in: .rub) let cost: Money
                @Column("sum", in: .rub) let total: Money
                @Column(json: "tags") let tags: [String]
            }
            """,
            writes: """
                extension Offer: Record {
                    init(reading columns: inout some ColumnReader) throws {
                        created = try columns.read("created_at")
                        price = try columns.read("price", currency: "currency")
                        fee = try columns.read("fee_minor", currency: "fee_currency")
                        cost = try columns.read("cost", in: .rub)
                        total = try columns.read("sum", in: .rub)
                        tags = try columns.read(json: "tags")
                    }
                }
                """
        )
    }

    @Test func `a struct that says it is written as a row is written as it is read`() async throws {
        try await expect(
            """
            @Record
            struct Offer: RowWritable, Hashable {
                let id: Int64
                @Column(currency: "currency") let price: Money
                @Column(json: "tags") let tags: [String]
            }
            """,
            writes: """
                extension Offer: Record {
                    init(reading columns: inout some ColumnReader) throws {
                        id = try columns.read("id")
                        price = try columns.read("price", currency: "currency")
                        tags = try columns.read(json: "tags")
                    }
                    func write(to row: inout some RowWriter) {
                        row.write("id", id)
                        row.write("price", currency: "currency", price)
                        row.write(json: "tags", tags)
                    }
                }
                """
        )
    }

    @Test func `static and computed properties and those with a default are left alone`() async throws {
        try await expect(
            """
            @Record
            struct Card {
                static let table = "cards"
                static var count: Int { 0 }
                let id: Int64
                var isShown = false
                let kind: String = "card"
                lazy var text: String = "\\(id)"
                var half: Int64 { id / 2 }
                var double: Int64 {
                    get { id * 2 }
                    set {}
                }
                func write() {}
            }
            """,
            writes: """
                extension Card: Record {
                    init(reading columns: inout some ColumnReader) throws {
                        id = try columns.read("id")
                    }
                }
                """
        )
    }

    @Test func `names that are keywords, the parameter's or share a type are read as well`() async throws {
        try await expect(
            """
            @Record
            struct Cell: RowWritable {
                let `default`: Int, row, columns: String
            }
            """,
            writes: """
                extension Cell: Record {
                    init(reading columns: inout some ColumnReader) throws {
                        `default` = try columns.read("default")
                        row = try columns.read("row")
                        self.columns = try columns.read("columns")
                    }
                    func write(to row: inout some RowWriter) {
                        row.write("default", `default`)
                        row.write("row", self.row)
                        row.write("columns", columns)
                    }
                }
                """
        )
    }

    @Test(arguments: [
        ("public ", "public "), ("package ", "package "), ("internal ", ""), ("fileprivate ", ""), ("private ", ""),
        ("", ""),
    ])
    func `what is written is as accessible as the struct`(level: String, written: String) async throws {
        try await expect(
            """
            @Record
            \(level)struct Card: RowWritable {
                let id: Int64
            }
            """,
            writes: """
                extension Card: Record {
                    \(written)init(reading columns: inout some ColumnReader) throws {
                        id = try columns.read("id")
                    }
                    \(written)func write(to row: inout some RowWriter) {
                        row.write("id", id)
                    }
                }
                """
        )
    }

    @Test func `a struct in a public extension is public`() async throws {
        try await expect(
            """
            public struct Shop {}
            public extension Shop {
                @Record
                struct Card {
                    let id: Int64
                }
            }
            """,
            writes: """
                extension Shop.Card: Record {
                    public init(reading columns: inout some ColumnReader) throws {
                        id = try columns.read("id")
                    }
                }
                """
        )
    }

    @Test(arguments: [
        ("id", "id"), ("createdAt", "created_at"), ("resultURL", "result_url"), ("telegramID", "telegram_id"),
        ("URLPath", "url_path"), ("httpURLPath", "http_url_path"), ("fileIDs", "file_ids"),
        ("fileIDsKnown", "file_ids_known"), ("IDsOfAll", "ids_of_all"), ("line2Text", "line2_text"),
        ("isURLSafe", "is_url_safe"), ("_id", "_id"), ("a_B", "a_b"), ("имяФайла", "имя_файла"),
    ])
    func `the words of a name are parted`(name: String, column: String) async throws {
        try await expect(
            """
            @Record
            struct Card {
                let \(name): Int
            }
            """,
            writes: """
                extension Card: Record {
                    init(reading columns: inout some ColumnReader) throws {
                        \(name) = try columns.read("\(column)")
                    }
                }
                """
        )
    }
}
