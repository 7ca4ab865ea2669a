import MartletContext
import MartletDatabase
import MartletPayload
import MartletTesting
import Testing

/// A store as services write it: values and statements, the handle is the caller's.
@Suite struct StoreContractIntegrationTests {
    struct Note: Record, Equatable {
        let id: ID<Note>
        let owner: Int64
        let text: String
        let status: String

        init(reading columns: inout some ColumnReader) throws {
            id = try columns.read("id")
            owner = try columns.read("owner")
            text = try columns.read("text")
            status = try columns.read("status")
        }
    }

    /// Holds nothing; who calls it decides where its statements run.
    struct NoteStore {
        func createOne(_ text: String, owner: Int64, id: ID<Note> = ID()) -> Statement<Note> {
            """
            INSERT INTO memos \(values: ["id": id, "owner": owner, "text": text]) RETURNING \(columns: Note.self)
            """
        }

        func getOne(_ id: ID<Note>, owner: Int64) -> Statement<Note?> {
            "SELECT \(columns: Note.self) FROM memos WHERE id = \(id) AND owner = \(owner)"
        }

        func getPage(of owner: Int64, status: String, _ bounds: PageBounds) -> Statement<Page<Note>> {
            Statement(
                page: bounds,
                of: "SELECT \(columns: Note.self) FROM memos WHERE owner = \(owner) AND status = \(status)",
                by: .ascending("text"),
                tieBreaker: "id"
            )
        }

        func updateText(of id: ID<Note>, to text: String, owner: Int64) -> Statement<Note?> {
            """
            UPDATE memos SET text = \(text) WHERE id = \(id) AND owner = \(owner) RETURNING \(columns: Note.self)
            """
        }

        func deleteOne(_ id: ID<Note>, owner: Int64) -> Statement<Changes> {
            "DELETE FROM memos WHERE id = \(id) AND owner = \(owner)"
        }

        /// Names of owners and how many notes they have, in one statement however many there are.
        func getTitles() -> Statement<[String]> {
            """
            SELECT cards.title FROM cards JOIN memos ON memos.owner = cards.id
            WHERE memos.status = 'active' GROUP BY cards.id, cards.title ORDER BY cards.id LIMIT 100
            """
        }
    }

    private let store = NoteStore()

    private func withNotes(
        _ engine: TestEngine,
        _ body: (Database, RecordingDatabase) async throws -> Void
    ) async throws {
        try await engine.withCards { database in
            try await database.run(
                """
                CREATE TABLE memos (
                    id \(type: .id) PRIMARY KEY, owner \(type: .integer) NOT NULL, text \(type: .text) NOT NULL UNIQUE,
                    status \(type: .text) NOT NULL DEFAULT 'active'
                )
                """
            )
            let recording = RecordingDatabase(database.engine)
            try await body(Database(recording), recording)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `S2-10 S2-17 S4-43 S4-91 what is created has its identity and its defaults before the commit`(
        engine: TestEngine
    ) async throws {
        try await withNotes(engine) { database, _ in
            let latch = Latch()
            async let created = database.write { tx in
                let note = try tx.run(store.createOne("Tea", owner: 1))
                latch.pass()
                return note
            }
            await latch.arrival()
            #expect(try await database.run("SELECT count(*) FROM memos") == 0)
            latch.open()
            let note = try await created
            #expect((note.owner, note.text, note.status) == (1, "Tea", "active"))
            #expect(try await database.run(store.getOne(note.id, owner: 1)) == note)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `S2-13 S4-41 S4-59 C-36 one note is found by its id and its owner, and nobody else's`(
        engine: TestEngine
    ) async throws {
        try await withNotes(engine) { database, recording in
            let note = try await database.run(store.createOne("Tea", owner: 1))
            #expect(try await database.run(store.getOne(note.id, owner: 1)) == note)
            #expect(try await database.run(store.getOne(note.id, owner: 2)) == nil)
            #expect(try await database.run(store.getOne(ID(), owner: 1)) == nil)
            recording.outage = DatabaseError(.connection, "The database is away.")
            await expect(.connection) { _ = try await database.run(store.getOne(note.id, owner: 1)) }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `S2-15 an update gives the fresh row, or nothing where there is none`(engine: TestEngine) async throws {
        try await withNotes(engine) { database, _ in
            let note = try await database.run(store.createOne("Tea", owner: 1))
            #expect(try await database.run(store.updateText(of: note.id, to: "Milk", owner: 1))?.text == "Milk")
            #expect(try await database.run(store.updateText(of: note.id, to: "Theirs", owner: 2)) == nil)
            #expect(try await database.run(store.getOne(note.id, owner: 1))?.text == "Milk")
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `S2-16 a note is deleted once`(engine: TestEngine) async throws {
        try await withNotes(engine) { database, _ in
            let note = try await database.run(store.createOne("Tea", owner: 1))
            #expect(try await database.run(store.deleteOne(note.id, owner: 2)).count == 0)
            #expect(try await database.run(store.deleteOne(note.id, owner: 1)).count == 1)
            #expect(try await database.run(store.deleteOne(note.id, owner: 1)).count == 0)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `S2-14 S4-95 filters of equality are combined, and columns are named`(engine: TestEngine) async throws {
        try await withNotes(engine) { database, recording in
            for (text, owner) in [("a", 1), ("b", 1), ("c", 2)] as [(String, Int64)] {
                _ = try await database.run(store.createOne(text, owner: owner))
            }
            try await database.run("UPDATE memos SET status = 'done' WHERE text = 'b'")
            recording.clear()
            let page = try await database.run(store.getPage(of: 1, status: "active", PageBounds()))
            #expect(page.items.map(\.text) == ["a"])
            #expect(recording.transcript.filter { $0.contains("SELECT id, owner, text, status FROM memos") }.count == 1)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `S2-04 S2-06 S2-08 S2-34 a store's statements run where the caller says, in one transaction`(
        engine: TestEngine
    ) async throws {
        try await withNotes(engine) { database, recording in
            try await database.write { tx in
                _ = try tx.run(store.createOne("Tea", owner: 1))
                _ = try tx.run(store.createOne("Milk", owner: 1))
            }
            let insert = "INSERT INTO memos (id, owner, text) VALUES ($1, $2, $3) RETURNING id, owner, text, status"
            #expect(recording.transcript == ["BEGIN", insert, insert, "COMMIT"])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `S2-11 S2-12 S4-58 S2-35 an error of the database surfaces unchanged after one rollback`(
        engine: TestEngine
    ) async throws {
        try await withNotes(engine) { database, recording in
            _ = try await database.run(store.createOne("Tea", owner: 1))
            recording.clear()
            let error = await expect(.uniqueViolation) {
                _ = try await database.write { tx in try tx.run(store.createOne("Tea", owner: 2)) }
            }
            #expect(error?.engineCode != nil)
            #expect(recording.transcript.last == "ROLLBACK")
            #expect(recording.transcript.filter { $0 == "ROLLBACK" }.count == 1)
            recording.fail(.statement(2), with: DatabaseError(.connection, "The connection was lost."))
            await expect(.connection) {
                try await database.write { tx in
                    _ = try tx.run(store.createOne("Milk", owner: 1))
                    _ = try tx.run(store.createOne("Bread", owner: 1))
                }
            }
            #expect(try await database.run("SELECT count(*) FROM memos") == 1)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `S1-30 S1-31 S4-97 rows and what belongs to them are one statement, however many there are`(
        engine: TestEngine
    ) async throws {
        try await withNotes(engine) { database, _ in
            for count in [2, 120] as [Int64] {
                try await database.write { tx in
                    try tx.createBatch((1...count).map { CardRow(id: $0) }, in: "cards", skippingExisting: true)
                    let present = try tx.run("SELECT count(*) FROM memos" as Statement<Int>)
                    for id in Int64(present)..<count { _ = try tx.run(store.createOne("note \(id)", owner: id + 1)) }
                }
                var titles: [String] = []
                let statements = try await database.statements {
                    titles = try await database.run(store.getTitles())
                }
                #expect(titles.count == min(100, Int(count)))
                #expect(statements == 1)
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `S3-51 S3-52 F-22 of many that create the same at once one succeeds, and the others get a conflict`(
        engine: TestEngine
    ) async throws {
        try await withNotes(engine) { database, _ in
            let codes = await withTaskGroup(of: DatabaseError.Code?.self) { group in
                for owner in 0..<50 as Range<Int64> {
                    group.addTask {
                        do {
                            _ = try await database.write(isolation: .readCommitted) { tx in
                                try tx.run(store.createOne("Tea", owner: owner))
                            }
                            return nil
                        } catch { return (error as? DatabaseError)?.code }
                    }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }
            #expect(codes.count(where: { $0 == nil }) == 1)
            #expect(codes.count(where: { $0 == .uniqueViolation }) == 49)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `S0-47 S1-42 S4-155 every test has a database of its own`(engine: TestEngine) async throws {
        for _ in 1...2 {
            try await engine.withCards { database in
                try await database.run(Card.insert(1))
                #expect(try await database.run(Card.ids) == [1])
            }
        }
    }
}
