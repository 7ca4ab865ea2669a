import MartletDatabase
import MartletPostgres

/// What `Benchmarks/Sources/Benchmarks/Data/PgbenchScript.swift` does, through Martlet: a serializable transaction.
struct PostgresWrite: Subject {
    private let database: Database
    private let accounts: UInt64

    init(url: String) async throws {
        database = Database(try PostgresEngine(url: url))
        try await database.open()
        accounts = UInt64(try await database.run(Accounts.count))
    }

    func call(with number: UInt64) async throws {
        let id = Int(number % accounts) + 1
        let amount = Int(number >> 32) % 10_000 - 5_000
        _ = try await database.write { tx in
            let balance = try tx.run(Accounts.balance(of: id))
            try tx.run(Accounts.add(amount, to: id))
            return balance
        }
    }

    func close() async {
        await database.close()
    }
}
