import MartletDatabase

// snippet: MartletDatabase
struct Account: Record {
    let owner: String
    let balance: Int64

    init(reading columns: inout some ColumnReader) throws {
        owner = try columns.read("owner")
        balance = try columns.read("balance")
    }
}

func account(of owner: String) -> Statement<Account?> {
    "SELECT \(columns: Account.self) FROM accounts WHERE owner = \(owner)"
}
// end

func readExample(in database: Database) async throws -> Account? {
    try await database.run(account(of: "ada"))
}
