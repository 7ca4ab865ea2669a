import MartletDatabase
import MartletPostgres

/// What `pgbench -S` does, through Martlet.
struct PostgresSelect: Subject {
    /// The ways to run one statement that reads.
    enum Way {
        case run, leased, read
    }

    private let database: Database
    private let way: Way
    private let accounts: UInt64

    init(url: String, way: Way) async throws {
        let configuration = PostgresEngine.Configuration(pipelines: way == .leased ? 0 : 2)
        database = Database(try PostgresEngine(url: url, configuration: configuration))
        self.way = way
        try await database.open()
        accounts = UInt64(try await database.run(Accounts.count))
    }

    func call(with number: UInt64) async throws {
        let id = Int(number % accounts) + 1
        switch way {
        case .run, .leased: _ = try await database.run(Accounts.balance(of: id))
        case .read: _ = try await database.read { try $0.run(Accounts.balance(of: id)) }
        }
    }

    func close() async {
        await database.close()
    }
}
