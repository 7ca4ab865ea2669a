@testable import Martlet
import MartletDatabase
import MartletPostgres
import MartletSQLite
import Synchronization
import Testing

/// What the settings make of a database, before anything is connected.
@Suite struct DatabaseSettingsUnitTests {
    private static let postgres = "postgres://ada@db/shop"

    private func settings(_ variables: [String: String]) throws -> Settings {
        try Settings(SettingSources(variables: variables.merging(["ENVIRONMENT": "development"]) { given, _ in given }))
    }

    private func database(_ variables: [String: String]) throws -> Database {
        try settings(variables).database(.sqlite, .postgres, default: "sqlite://shop.db")
    }

    /// What the factory of an engine is given.
    private func options(_ variables: [String: String]) throws -> EngineOptions? {
        let given = Mutex<EngineOptions?>(nil)
        let factory = EngineFactory(schemes: ["box"]) { _, options in
            given.withLock { $0 = options }
            return SQLiteEngine(path: "never-opened.db")
        }
        _ = try settings(variables).database(factory, default: "box://")
        return given.withLock(\.self)
    }

    @Test func `the pool has its documented sizes`() throws {
        #expect(try options([:]) == EngineOptions(poolSize: 20, poolOverflow: 10, leaseTimeout: .seconds(5)))
    }

    @Test func `the settings of the pool reach the engine`() throws {
        let variables = ["DATABASE_POOL_SIZE": "3", "DATABASE_POOL_OVERFLOW": "0", "DATABASE_POOL_TIMEOUT": "0.5"]
        let options = try options(variables)
        #expect(options == EngineOptions(poolSize: 3, poolOverflow: 0, leaseTimeout: .milliseconds(500)))
    }

    @Test func `the pooler and the server's own address reach the engine`() throws {
        let direct = "postgres://ada@server/shop"
        let settings = try settings(["DATABASE_POOLER": "transaction", "DATABASE_DIRECT_URL": direct])
        let given = Mutex<[EngineOptions]>([])
        let factory = EngineFactory(schemes: ["postgres"]) { url, options in
            given.withLock { $0.append(options) }
            return try PostgresEngine(url: url)
        }
        _ = try settings.database(factory, default: Self.postgres)
        #expect(given.withLock { $0.last?.pooler } == .transaction)
        #expect(given.withLock { $0.last?.directURL } == direct)
    }

    @Test(
        arguments: [
            (["DATABASE_POOLER": "transaction"], "DATABASE_POOLER"),
            (["DATABASE_URL": postgres, "DATABASE_POOLER": "session"], "DATABASE_POOLER"),
            (["DATABASE_URL": postgres, "DATABASE_DIRECT_URL": postgres], "DATABASE_DIRECT_URL"),
            (
                ["DATABASE_URL": postgres, "DATABASE_POOLER": "transaction", "DATABASE_DIRECT_URL": "mysql://db"],
                "DATABASE_DIRECT_URL"
            ),
            (["DATABASE_REPLICA_URL": postgres], "DATABASE_REPLICA_URL"),
            (["DATABASE_URL": postgres, "DATABASE_REPLICA_URL": "sqlite://shop.db"], "DATABASE_REPLICA_URL"),
        ] as [([String: String], String)]
    )
    func `a pooler, an address beside it and a copy are refused where they make no sense`(
        variables: [String: String],
        named: String
    ) {
        let error = #expect(throws: SettingsError.self) { try database(variables) }
        #expect(error?.variable == named)
    }

    @Test func `S4-144 a copy to read from is made of its URL, whose password is masked`() throws {
        let settings = try settings([
            "DATABASE_URL": Self.postgres, "DATABASE_REPLICA_URL": "postgres://ada:canary-ten@copy,other/shop",
        ])
        let database = try settings.database(.sqlite, .postgres, default: "sqlite://shop.db")
        #expect(database.replicaName == "postgres:copy:5432,other:5432/shop")
        #expect(settings.redactor.redacted("say canary-ten") == "say ***")
    }

    @Test(arguments: [
        ("DATABASE_POOL_SIZE", "0", "a number from 1 to 10000"),
        ("DATABASE_POOL_SIZE", "10001", "a number from 1 to 10000"),
        ("DATABASE_POOL_OVERFLOW", "-1", "a number from 0 to 10000"),
        ("DATABASE_SLOW_STATEMENT_MS", "-1", "a number from 0 to 600000"),
        ("DATABASE_SLOW_STATEMENT_MS", "600001", "a number from 0 to 600000"),
    ])
    func `a number out of its bounds stops the start`(variable: String, value: String, expectation: String) {
        #expect(throws: SettingsError(variable: variable, expectation: expectation)) {
            try database([variable: value])
        }
    }

    @Test func `S4-143 from which duration on a statement is slow is a setting`() throws {
        #expect(try database([:]).slowStatements == .milliseconds(500))
        for url in [[:], ["DATABASE_URL": Self.postgres, "DATABASE_MIGRATION_URL": Self.postgres]] {
            let variables = url.merging(["DATABASE_SLOW_STATEMENT_MS": "20"]) { given, _ in given }
            #expect(try database(variables).slowStatements == .milliseconds(20))
        }
    }

    @Test func `without a URL of the owner the service's own role migrates`() throws {
        #expect(try database(["DATABASE_URL": Self.postgres]).makeOwner == nil)
    }

    @Test func `S4-30 with a URL of the owner there is an engine for it, a new one each time`() throws {
        let owner = "postgres://owner@other/shop"
        let database = try database(["DATABASE_URL": Self.postgres, "DATABASE_MIGRATION_URL": owner])
        #expect(try database.makeOwner?().name == "postgres:other:5432/shop")
        #expect(database.engine.name == "postgres:db:5432/shop")
    }

    @Test(arguments: [
        ("sqlite://shop.db", "sqlite://shop.db"), ("sqlite://shop.db", postgres), (postgres, "sqlite://shop.db"),
    ])
    func `a URL of the owner is refused unless both are PostgreSQL's`(url: String, owner: String) {
        let error = #expect(throws: SettingsError.self) {
            try database(["DATABASE_URL": url, "DATABASE_MIGRATION_URL": owner])
        }
        #expect(error?.variable == "DATABASE_MIGRATION_URL")
    }

    @Test func `a URL of the owner that no engine takes is named, and not that of the service`() {
        let error = #expect(throws: SettingsError.self) {
            try database(["DATABASE_URL": Self.postgres, "DATABASE_MIGRATION_URL": "mysql://ada:canary@db"])
        }
        #expect(error?.variable == "DATABASE_MIGRATION_URL")
        #expect(error?.description.contains("canary") == false)
    }

    @Test func `S0-26 the owner's password is masked from the moment it is read`() throws {
        let settings = try settings([
            "DATABASE_URL": Self.postgres, "DATABASE_MIGRATION_URL": "postgres://owner:canary-nine@db/shop",
        ])
        _ = try settings.database(.sqlite, .postgres, default: "sqlite://shop.db")
        #expect(settings.redactor.redacted("say canary-nine") == "say ***")
    }

    @Test func `the owner's password is no plain variable outside development`() {
        let variables = [
            "ENVIRONMENT": "production", "DATABASE_URL": Self.postgres,
            "DATABASE_MIGRATION_URL": "postgres://owner:canary@db/shop",
        ]
        let error = #expect(throws: SettingsError.self) {
            try Settings(SettingSources(variables: variables)).database(.postgres, default: "postgres://db/shop")
        }
        #expect(error?.variable == "DATABASE_MIGRATION_URL")
    }

    @Test func `a service waits for its database and migrations wait five seconds for locks`() throws {
        let standard = try ServiceSettings(settings([:]))
        #expect(standard.databaseStartup == .wait)
        #expect(standard.migrationLockTimeout == .seconds(5))
        #expect(standard.migrates)
    }

    @Test func `outside development nothing migrates by itself`() throws {
        #expect(try !ServiceSettings(settings(["ENVIRONMENT": "staging"])).migrates)
    }

    @Test func `DATABASE_STARTUP and DATABASE_MIGRATION_LOCK_TIMEOUT are read`() throws {
        let variables = ["DATABASE_STARTUP": "exit", "DATABASE_MIGRATION_LOCK_TIMEOUT": "0.2"]
        let settings = try ServiceSettings(settings(variables))
        #expect(settings.databaseStartup == .exit)
        #expect(settings.migrationLockTimeout == .milliseconds(200))
    }

    @Test func `a way to start that there is not is refused`() {
        let expectation = "wait, exit (one of these), not 'sleep'"
        #expect(throws: SettingsError(variable: "DATABASE_STARTUP", expectation: expectation)) {
            try ServiceSettings(settings(["DATABASE_STARTUP": "sleep"]))
        }
    }
}
