@testable import MartletDatabase
import Testing

/// What a step's statements say of it.
@Suite struct MigrationUnitTests {
    private static let boxes: SQL = "CREATE TABLE IF NOT EXISTS boxes (id \(type: .identity))"

    private func step(_ up: SQL...) -> Migration {
        Migration(1, "create boxes", up: up, down: [])
    }

    @Test func `a checksum is 64 hexadecimal digits, and each engine has its own`() {
        let sums = Dialect.allCases.map { step(Self.boxes).checksum(in: $0) }
        for sum in sums { #expect(sum.count == 64 && sum.allSatisfy(\.isHexDigit)) }
        #expect(Set(sums).count == 2)
    }

    @Test func `a checksum is that of the statements, whatever the step is called and however it runs`() {
        let other = Migration(7, "other", compatible: true, outsideTransaction: true, up: [Self.boxes], down: ["DROP"])
        #expect(step(Self.boxes).checksum(in: .sqlite) == other.checksum(in: .sqlite))
    }

    @Test func `a checksum tells where a statement ends`() {
        #expect(step("ab", "c").checksum(in: .sqlite) != step("a", "bc").checksum(in: .sqlite))
    }

    @Test func `a checksum leaves out what is for the other engine`() {
        let both = step(Self.boxes, "\(.only(.postgres))CREATE EXTENSION IF NOT EXISTS pg_trgm")
        #expect(both.checksum(in: .sqlite) == step(Self.boxes).checksum(in: .sqlite))
        #expect(both.checksum(in: .postgres) != step(Self.boxes).checksum(in: .postgres))
    }

    @Test func `a statement for one engine is for no other one, and says nothing of it in its text`() {
        let sql: SQL = "\(.only(.postgres))SELECT 1"
        #expect(sql.isFor(.postgres))
        #expect(!sql.isFor(.sqlite))
        #expect(Dialect.postgres.text(of: sql) == "SELECT 1")
    }

    @Test func `a statement without a restriction is for every engine`() {
        for dialect in Dialect.allCases { #expect(Self.boxes.isFor(dialect)) }
    }

    @Test func `an index is built concurrently where there is such a thing`() {
        let sql: SQL = "CREATE INDEX \(.concurrently) IF NOT EXISTS a ON b (c)"
        #expect(Dialect.postgres.text(of: sql) == "CREATE INDEX CONCURRENTLY IF NOT EXISTS a ON b (c)")
        #expect(Dialect.sqlite.text(of: sql) == "CREATE INDEX  IF NOT EXISTS a ON b (c)")
    }

    @Test(
        arguments: [
            "DROP TABLE boxes", "drop table if exists boxes", "ALTER TABLE boxes DROP label",
            "ALTER TABLE boxes\nDROP COLUMN label", "ALTER TABLE boxes ALTER label\tDrop DEFAULT",
            "DROP INDEX boxes_label",
            "INSERT INTO boxes VALUES ('a'); DROP TABLE boxes; INSERT INTO boxes VALUES ('b')", "(DROP)",
        ] as [SQL]
    )
    func `C-33 whatever drops something is seen`(sql: SQL) {
        #expect(sql.drops(in: .sqlite))
        #expect(sql.drops(in: .postgres))
    }

    @Test(
        arguments: [
            "CREATE TABLE raindrops (id INTEGER)", "INSERT INTO words VALUES ('drop')", "SELECT 'it''s a DROP'",
            "CREATE TABLE t (\"DROP\" INTEGER)", "CREATE TABLE drop_offs (id INTEGER)",
            "CREATE TABLE t (dropped INTEGER)",
        ] as [SQL]
    )
    func `C-33 a word that only looks like it is nothing`(sql: SQL) {
        #expect(!sql.drops(in: .sqlite))
    }

    @Test func `steps that nothing has recorded are pending in their order`() {
        let sets = [
            MigrationSet("b", [step(Self.boxes), Migration(2, "more", up: [], down: [])]),
            MigrationSet("a", [step(Self.boxes)]),
        ]
        let history = MigrationHistory(records: [], sets: sets, dialect: .sqlite)
        #expect(history.pending.map { "\($0.set.name)\($0.migration.number)" } == ["b1", "b2", "a1"])
        #expect(history.applied.isEmpty)
        #expect(history.unknown.isEmpty)
    }

    @Test func `a step is named with its number, its name and its set`() {
        let step = MigrationStep(set: MigrationSet("shop", []), migration: Migration(3, "x y", up: [], down: []))
        #expect(step.title == "Migration 3 'x y' of 'shop'")
    }

    @Test(arguments: [(0, "missing"), (5, "withoutCompatibility"), (6, "complete"), (7, "complete")])
    func `the number of its columns says how old the table of migrations is`(columns: Int, state: String) {
        #expect("\(MigrationStore().state(columns: columns))" == state)
    }
}
