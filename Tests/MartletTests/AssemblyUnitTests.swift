@testable import Martlet
import MartletSQLite
import Testing

/// What an assembly makes of its parts.
@Suite struct AssemblyUnitTests {
    @Test func `workers of a queue bring the tables that they need`() {
        let database = Database(SQLiteEngine(path: "never-opened.db"))
        let assembly = Assembly {
            database
            JobQueue(in: database).workers {}
            JobQueue(in: database).workers {}
        }
        #expect(assembly.migrations.map(\.name) == [JobQueue.migrations.name])
    }

    @Test func `a set that is listed and brought counts once, where it is listed`() {
        let database = Database(SQLiteEngine(path: "never-opened.db"))
        let assembly = Assembly {
            database
            JobQueue.migrations
            JobQueue(in: database).workers {}
            MigrationSet("shop", [])
        }
        #expect(assembly.migrations.map(\.name) == [JobQueue.migrations.name, "shop"])
    }

    @Test func `keys are forgotten where their table is, and no other service is troubled`() {
        let database = Database(SQLiteEngine(path: "never-opened.db"))
        var plain = Assembly {
            database
            JobQueue(in: database).workers {}
        }
        plain.addUpkeep()
        #expect(plain.parts.count == 2)
        var keyed = Assembly {
            database
            Database.idempotencyMigrations
        }
        keyed.addUpkeep()
        guard case .component(let sweep as IdempotencySweep) = keyed.parts.last else {
            Issue.record("Nobody forgets keys.")
            return
        }
        #expect(sweep.databases.map(ObjectIdentifier.init) == [ObjectIdentifier(database)])
    }

    @Test func `facts are parts, in the order in which they are listed`() {
        let assembly = Assembly {
            Fact("bot", "12345678***")
            Fact("updates", "polling")
        }
        #expect(assembly.facts == [Fact("bot", "12345678***"), Fact("updates", "polling")])
    }
}
