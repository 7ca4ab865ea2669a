@testable import Atelier
import Martlet

/// What the service has written down, read while it does not run.
struct Books: Sendable {
    let report: LedgerReport
    let jobs: JobCounts
    let generations: [Generation]
    let operations: [Operation]

    /// The finished jobs that deliver pictures.
    let deliveries: Deliveries

    /// The sum of the balances of each kind of account, in kopecks.
    let balances: [AccountKind: Int64]

    /// What is in the wallet of each person, in kopecks, by the Telegram ids.
    let wallets: [Int64: Int64]

    /// An operation of the ledger.
    struct Operation: Record {
        let kind: OperationKind
        let generation: ID<Generation>?
        let amount: Int64

        init(reading columns: inout some ColumnReader) throws {
            kind = try columns.read("kind")
            generation = try columns.read("generation")
            amount = try columns.read("amount")
        }
    }

    /// How often pictures were delivered.
    struct Deliveries: Record {
        let jobs: Int

        /// How often these jobs were begun, each as often as it was cut off or had no good answer, and once more.
        let attempts: Int

        init(reading columns: inout some ColumnReader) throws {
            jobs = try columns.read("jobs")
            attempts = try columns.read("attempts")
        }
    }

    init(reading database: Database) async throws {
        report = try await WalletService(database: database).check()
        jobs = try await JobQueue(in: database).counts()
        generations = try await database.run(
            "SELECT \(columns: Generation.self) FROM generations ORDER BY id" as Statement<[Generation]>
        )
        operations = try await database.run(
            """
            SELECT operations.kind, operations.generation, entries.amount
            FROM ledger_operations AS operations
            JOIN ledger_entries AS entries ON entries.operation = operations.id AND entries.amount > 0
            ORDER BY operations.id
            """ as Statement<[Operation]>
        )
        deliveries = try await database.run(
            """
            SELECT count(*) AS jobs, CAST(COALESCE(sum(attempt), 0) AS BIGINT) AS attempts FROM finished_jobs
            WHERE kind = \(DeliverPicture.name)
            """ as Statement<Deliveries>
        )
        let sums = try await database.run(
            "SELECT kind, CAST(sum(balance) AS BIGINT) AS sum FROM accounts GROUP BY kind" as Statement<[Sum]>
        )
        balances = Dictionary(uniqueKeysWithValues: sums.map { ($0.kind, $0.sum) })
        let wallets = try await database.run(
            """
            SELECT members.telegram_id AS person, accounts.balance
            FROM accounts JOIN members ON members.id = accounts.member WHERE accounts.kind = 'wallet'
            """ as Statement<[Wallet]>
        )
        self.wallets = Dictionary(uniqueKeysWithValues: wallets.map { ($0.person, $0.balance) })
    }

    /// What was booked for a generation, in order.
    func kinds(of generation: Generation) -> [OperationKind] {
        operations.filter { $0.generation == generation.id }.map(\.kind)
    }

    /// What was sent from member to member, in kopecks, in order of size.
    var sent: [Int64] { operations.filter { $0.kind == .transfer }.map(\.amount).sorted() }

    private struct Wallet: Record {
        let person: Int64
        let balance: Int64

        init(reading columns: inout some ColumnReader) throws {
            person = try columns.read("person")
            balance = try columns.read("balance")
        }
    }

    private struct Sum: Record {
        let kind: AccountKind
        let sum: Int64

        init(reading columns: inout some ColumnReader) throws {
            kind = try columns.read("kind")
            sum = try columns.read("sum")
        }
    }
}
