import MartletDatabase
import MartletPayload
import MartletTesting
import Testing

/// What the rules for schemas come to on a real engine.
@Suite struct SchemaRulesIntegrationTests {
    /// An event with a JSON document, as a migration makes it.
    private static let events = MigrationSet(
        "events",
        [
            Migration(
                1,
                "create events",
                up: [
                    """
                    CREATE TABLE IF NOT EXISTS events (
                        id \(type: .identity), public_id \(type: .id) NOT NULL UNIQUE, document \(type: .json) NOT NULL
                    )
                    """
                ],
                down: ["DROP TABLE IF EXISTS events"]
            ),
            Migration(
                2,
                "index documents",
                up: [
                    "\(.only(.postgres)) CREATE INDEX IF NOT EXISTS events_document ON events USING gin (document)"
                ],
                down: ["\(.only(.postgres)) DROP INDEX IF EXISTS events_document"]
            ),
        ]
    )

    /// An event, for its ids.
    private enum Event {}

    private struct Kept: Record {
        let id: Int64
        let publicID: ID<Event>

        init(reading columns: inout some ColumnReader) throws {
            id = try columns.read("id")
            publicID = try columns.read("public_id")
        }
    }

    @Test(arguments: TestEngine.allCases.filter { $0 == .postgres })
    func `S1-28 looking for what a JSON column contains reads its GIN index`(engine: TestEngine) async throws {
        try await engine.withDatabase { database in
            try await Migrator(database: database, sets: [Self.events]).up()
            for number in 1...3 {
                let document = try RawJSON(text: #"{"kind": "sale", "number": \#(number)}"#)
                try await database.run(
                    "INSERT INTO events (public_id, document) VALUES (\(ID<Event>()), \(json: document))"
                )
            }
            let wanted = try RawJSON(text: #"{"number": 2}"#)
            let found: Statement<[Int64]> = "SELECT id FROM events WHERE document @> \(json: wanted)"
            #expect(try await database.run(found) == [2])
            let plan = try await database.write { tx in
                // A table of three rows is read as a whole, whatever indexes there are.
                try tx.run("SET LOCAL enable_seqscan = off" as Statement<Changes>)
                return try tx.run(
                    #"EXPLAIN SELECT id FROM events WHERE document @> '{"number": 2}'"# as Statement<[String]>
                )
            }
            #expect(plan.contains { $0.contains("Bitmap Index Scan on events_document") }, "\(plan)")
            #expect(try await SchemaCheck(database).unindexed() == [])
        }
    }

    @Test(arguments: TestEngine.allCases.filter { $0 == .postgres })
    func `S1-28 a JSON column without a GIN index is found`(engine: TestEngine) async throws {
        try await engine.withDatabase { database in
            let migrator = try Migrator(database: database, sets: [Self.events])
            try await migrator.up()
            try await database.run("DROP INDEX events_document")
            try await database.run("CREATE INDEX events_text ON events ((document ->> 'kind'))")
            #expect(
                try await SchemaCheck(database).unindexed()
                    == ["events.document holds JSON, and no GIN index finds what it contains."]
            )
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `C-35 a row is a number inside and a UUID outside, which takes no number`(engine: TestEngine) async throws {
        try await engine.withDatabase { database in
            try await Migrator(database: database, sets: [Self.events]).up()
            for _ in 1...2 {
                try await database.run(
                    "INSERT INTO events (public_id, document) VALUES (\(ID<Event>()), \(json: RawJSON(encoding: 1)))"
                )
            }
            let all: Statement<[Kept]> = "SELECT \(columns: Kept.self) FROM events ORDER BY id"
            let events = try await database.run(all)
            #expect(events.map(\.id) == [1, 2])
            for event in events {
                let (id, text) = (event.publicID, event.publicID.description)
                let version7 = /[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/
                #expect(text.wholeMatch(of: version7) != nil)
                let one: Statement<Kept> = "SELECT \(columns: Kept.self) FROM events WHERE public_id = \(id)"
                #expect(try await database.run(one).id == event.id)
                #expect(ID<Event>("\(event.id)") == nil)
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `C-32 one statement of a store answers alone, in a read and in a write`(engine: TestEngine) async throws {
        try await engine.withCards { database in
            try await database.run(Card.insert(1))
            #expect(try await database.run(Card.count) == 1)
            #expect(try await database.read { try $0.run(Card.count) } == 1)
            #expect(try await database.write { try $0.run(Card.count) } == 1)
        }
    }
}
