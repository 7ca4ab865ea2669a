import MartletDatabase
import MartletTesting

/// The smallest service over a database: what a user would hand a recording to.
struct CardService: Sendable {
    let database: Database
    let store = CardStore()

    func create(_ title: String) async throws -> Int64 {
        try await database.write { [store] tx in try store.createOne(title, in: tx) }
    }

    func count() async throws -> Int {
        try await database.run(CardStore.count)
    }
}

/// Where the service's cards are kept.
struct CardStore: Sendable {
    static let table: Statement<Changes> =
        "CREATE TABLE cards (id \(type: .identity), title \(type: .text) NOT NULL UNIQUE)"
    static let count: Statement<Int> = "SELECT count(*) FROM cards"

    func createOne(_ title: String, in tx: Transaction) throws -> Int64 {
        try tx.run(
            """
            INSERT INTO cards \(values: ["title": title])
            RETURNING id
            """ as Statement<Int64>
        )
    }
}

extension TestEngine {
    /// Lends a closure a service of which every statement is recorded.
    func withRecordedCards(_ body: (CardService, RecordingDatabase) async throws -> Void) async throws {
        try await withDatabase { database in
            try await database.run(CardStore.table)
            let recording = RecordingDatabase(database.engine)
            try await body(CardService(database: Database(recording)), recording)
        }
    }
}
