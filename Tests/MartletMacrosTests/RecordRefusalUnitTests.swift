import Testing

private let money = """
    Money names its currency's column, as in @Column(currency: "currency"), or its currency, as in @Column(in: .usd).
    """

/// What `@Record` and `@Column` refuse, and how they say it.
@Suite struct RecordRefusalUnitTests {
    @Test(arguments: ["class", "enum", "actor"])
    func `what is no struct is no record`(kind: String) async throws {
        try await expect(
            "@Record \(kind) Card {}",
            isRefused: "@Record belongs on a struct: a record is the value of one row.",
            line: 1,
            column: 9
        )
    }

    @Test(arguments: ["", "let table = 1", "static let table: Int", "func read() {}"])
    func `a struct without anything to read is no record`(member: String) async throws {
        try await expect(
            "@Record struct Card { \(member) }",
            isRefused: "A record reads at least one column, and nothing here is a stored property without a default.",
            line: 1,
            column: 9
        )
    }

    @Test func `a record is reached from an extension`() async throws {
        try await expect(
            "enum Shop { @Record private struct Card { let id: Int64 } }",
            isRefused: "'Card' is private to what is around it, where no extension reaches it; make it fileprivate.",
            line: 1,
            column: 36
        )
    }

    @Test func `a property says its type`() async throws {
        try await expect(
            property: "let title",
            isRefused: "The type of 'title' must be written, because its column is read as that type.",
            column: 9
        )
    }

    @Test func `a property has no observers`() async throws {
        try await expect(
            property: "var title: String { didSet {} }",
            isRefused: "'title' has observers, which do not see what a row brings; a record's property has none.",
            column: 9
        )
    }

    @Test(arguments: [("let pair: (Int, Int)", 15), ("let (left, right): (Int, Int)", 9)])
    func `a tuple has no column`(property: String, column: Int) async throws {
        try await expect(
            property: property,
            isRefused: "A tuple has no column; give each of its parts a property of its own.",
            column: column
        )
    }

    @Test(arguments: ["let price: Money", "let price: Money?", "let price: MartletPayload.Money"])
    func `money says its currency`(property: String) async throws {
        try await expect(
            property: property,
            isRefused: money,
            column: 9
        )
    }

    @Test(arguments: [
        ("let ID: Int64", "id", 9),
        (#"@Column("id") let other: Int64"#, "id", 13),
        (#"@Column("ID") let other: Int64"#, "ID", 13),
        (#"@Column("sum", currency: "sum") let price: Money"#, "sum", 30),
        (#"@Column(json: "id") let tags: [String]"#, "id", 19),
    ])
    func `a column is read once`(property: String, name: String, column: Int) async throws {
        try await expect(
            property: property,
            isRefused: "The column '\(name)' is read twice; every property has columns of its own.",
            column: column
        )
    }

    @Test(arguments: [
        ("@Column(name) let title: String", 13),
        (#"@Column("a\(b)") let title: String"#, 13),
        (#"@Column("") let title: String"#, 13),
        ("@Column(currency: code) let price: Money", 23),
        ("@Column(json: name) let tags: [String]", 19),
    ])
    func `a column's name is a literal`(property: String, column: Int) async throws {
        try await expect(
            property: property,
            isRefused: "@Column takes the name of a column as a string literal that is not empty.",
            column: column
        )
    }

    @Test func `a property has one column attribute`() async throws {
        try await expect(
            property: #"@Column("a") @Column("b") let title: String"#,
            isRefused: "'title' has more than one @Column.",
            column: 18
        )
    }

    @Test(arguments: ["let title = \"\"", "static let title: String", "var title: String { \"\" }"])
    func `what is not read has no column`(property: String) async throws {
        try await expect(
            property: "@Column(\"title\") \(property)",
            isRefused: "'title' is read from no column: it is static, computed, or has its value already.",
            column: 5
        )
    }

    @Test func `the columns of a record do not depend on the build`() async throws {
        try await expect(
            """
            @Record
            struct Card {
                let id: Int64
                #if DEBUG
                let note: String
                #endif
            }
            """,
            isRefused: "A record has the same columns in every build; write one with #if by hand.",
            line: 4,
            column: 5
        )
    }

    @Test(arguments: [
        ("struct Card { @Column(\"a\") let title: String }", 15),
        ("@Column(\"a\") let title: String", 1),
    ])
    func `a column belongs to a record`(source: String, column: Int) async throws {
        try await expect(
            source,
            isRefused: "@Column belongs on a stored property of a struct with @Record.",
            line: 1,
            column: column
        )
    }

    @Test func `everything that is wrong is said at once`() async throws {
        try await expect(
            """
            @Record
            struct Card {
                let price: Money
                let (a, b): (Int, Int)
            }
            """,
            isRefusedBy: [
                Compilation.Refusal(line: 3, column: 9, sentence: money),
                Compilation.Refusal(
                    line: 4,
                    column: 9,
                    sentence: "A tuple has no column; give each of its parts a property of its own."
                ),
            ]
        )
    }
}

/// Expects that a property is refused with a sentence at a column of its line.
private func expect(
    property: String,
    isRefused sentence: String,
    column: Int,
    at location: SourceLocation = #_sourceLocation
) async throws {
    try await expect(
        """
        @Record
        struct Card {
            let id: Int64
            \(property)
        }
        """,
        isRefused: sentence,
        line: 4,
        column: column,
        at: location
    )
}
