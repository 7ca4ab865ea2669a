import InMemoryLogging
import Logging
import MartletContext
import MartletDatabase
import MartletPostgres
import MartletTesting
import Synchronization
import Testing

/// A copy of the database on a server of its own, to read from.
@Suite(.enabled(if: TestEngine.postgresURL != nil, "TEST_POSTGRES_URL names a server"), .timeLimit(.minutes(10)))
struct ReplicaIntegrationTests {
    private static let isCopy: Statement<Bool> = "SELECT pg_is_in_recovery()"
    private static let count: Statement<Int> = "SELECT count(*) FROM entries"

    @Test func `S4-144 reads go to the copy when they allow it, and nothing else does`() async throws {
        try await Self.withCopy { database, _, _ in
            #expect(try await database.run(Self.isCopy, from: .replica))
            #expect(try await database.read(from: .replica) { try $0.run(Self.isCopy) })
            let behindWith: Statement<Bool> = "WITH it AS (SELECT pg_is_in_recovery() AS answer) SELECT answer FROM it"
            #expect(try await database.run(behindWith, from: .replica))
            let others = [
                try await database.run(Self.isCopy), try await database.run(Self.isCopy, from: .primary),
                try await database.read { try $0.run(Self.isCopy) },
                try await database.read(from: .primary) { try $0.run(Self.isCopy) },
                try await database.write { try $0.run(Self.isCopy) },
            ]
            #expect(others == [false, false, false, false, false])
            #expect(database.replicaFallbackCount == 0)
        }
    }

    @Test func `a copy that stops again and again fails no read, and is read from when it is back`() async throws {
        let logs = InMemoryLogHandler()
        try await Self.withCopy(logs) { database, _, standby in
            let failures = Failures()
            let end = Gate()
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<4 {
                    group.addTask { await Self.read(database, inSnapshot: number % 2 == 0, until: end, failures) }
                }
                defer { end.open() }
                let clock = SystemTime()
                for stop in [PostgresServer.Stop.immediate, .fast] {
                    while try await !database.run(Self.isCopy, from: .replica) { try Task.checkCancellation() }
                    try await standby.stop(stop)
                    while try await database.run(Self.isCopy, from: .replica) { try Task.checkCancellation() }
                    try await standby.start()
                    let start = clock.uptime
                    while try await !database.run(Self.isCopy, from: .replica) { try Task.checkCancellation() }
                    print("a copy that stopped (\(stop.rawValue)) is read from \(clock.uptime - start) after its start")
                }
            }
            #expect(failures.all.isEmpty)
            #expect(database.replicaFallbackCount > 0)
            let records = logs.entries.filter { "\($0.message)".hasPrefix("database_replica") }
            #expect(records.filter { "\($0.message)" == "database_replica_lost" }.allSatisfy { $0.level == .warning })
            #expect(
                records.map { "\($0.message)" } == [
                    "database_replica_lost", "database_replica_recovered",
                    "database_replica_lost", "database_replica_recovered",
                ]
            )
        }
    }

    @Test func `a read that the copy cancels to keep up is run by the database itself`() async throws {
        let logs = InMemoryLogHandler()
        try await Self.withCopy(logs) { database, _, _ in
            let (starts, start) = AsyncStream<Void>.makeStream()
            let visits = Mutex<[Bool]>([])
            async let sum: Int = database.read(from: .replica) { snapshot in
                let count = try snapshot.run(Self.count)
                visits.withLock { $0.append(count == 3) }
                start.yield()
                let pause: Statement<String> = """
                    SELECT pg_sleep(CASE WHEN pg_is_in_recovery() THEN 600 ELSE 0 END)::text
                    """
                _ = try snapshot.run(pause)
                return count
            }
            await starts.first { true }
            // What the reader has looked at goes, and the copy must not wait.
            try await database.run("TRUNCATE entries")
            #expect(try await sum == 0)
            #expect(visits.withLock(\.self) == [true, false])
            #expect(database.replicaFallbackCount == 1)
            #expect(try await database.run(Self.isCopy, from: .replica))
        }
    }

    @Test func `a copy that is not there holds no start up, and another host takes its place`() async throws {
        let logs = InMemoryLogHandler()
        let nobody = try await FreePort.find()
        try await PostgresServer.with { server in
            let dead = try PostgresEngine(url: "postgres://tester@127.0.0.1:\(nobody)/postgres")
            try await Self.with(server, replica: dead, logs) { database in
                for _ in 0..<5 {
                    let isCopy = try await database.run(Self.isCopy, from: .replica)
                    #expect(!isCopy)
                }
                #expect(logs.entries.filter { "\($0.message)" == "database_replica_lost" }.count == 1)
            }
            try await server.withStandby { standby in
                let hosts = "127.0.0.1:\(nobody),127.0.0.1:\(standby.port)"
                let copies = try PostgresEngine(url: "postgres://tester@\(hosts)/postgres")
                try await Self.with(server, replica: copies, logs) { database in
                    let isCopy = try await database.run(Self.isCopy, from: .replica)
                    #expect(isCopy)
                }
            }
        }
    }

    @Test func `an error of the statement is the statement's, wherever it ran`() async throws {
        try await Self.withCopy { database, _, _ in
            let error = await #expect(throws: DatabaseError.self) {
                _ = try await database.run("SELECT 1 / (number - 1) FROM entries" as Statement<[Int]>, from: .replica)
            }
            #expect(error?.engineCode == "22012")
            let refused = await #expect(throws: DatabaseError.self) {
                _ = try await database.run("SELECT nextval('numbers')" as Statement<Int>, from: .replica)
            }
            #expect(refused?.code == .readOnly)
            let fallbacks = database.replicaFallbackCount
            #expect(fallbacks == 0)
        }
    }

    private final class Failures: Sendable {
        private let errors = Mutex<[any Error]>([])

        var all: [any Error] { errors.withLock(\.self) }

        func add(_ error: any Error) {
            errors.withLock { $0.append(error) }
        }
    }

    /// Reads where a copy may serve it, again and again.
    private static func read(
        _ database: Database,
        inSnapshot: Bool,
        until end: Gate,
        _ failures: Failures
    ) async {
        while !end.isPassable {
            do {
                let count =
                    inSnapshot
                    ? try await database.read(from: .replica) { try $0.run(Self.count) }
                    : try await database.run(Self.count, from: .replica)
                if count != 3 { failures.add(DatabaseError(.decoding, "There are three entries, not \(count).")) }
            } catch {
                failures.add(error)
            }
        }
    }

    /// Runs a closure with a database of three entries and a copy of it.
    private static func withCopy(
        _ logs: InMemoryLogHandler = InMemoryLogHandler(),
        _ body: (Database, PostgresServer, _ standby: PostgresServer) async throws -> Void
    ) async throws {
        try await PostgresServer.with { server in
            try await PostgresEngine.with(server.url, .init(connections: 1)) { database, _ in
                try await database.run("CREATE TABLE entries AS SELECT generate_series(1, 3) AS number")
                try await database.run("CREATE SEQUENCE numbers")
            }
            try await server.withStandby { standby in
                let replica = try PostgresEngine(url: standby.url, configuration: configuration)
                try await with(server, replica: replica, logs) { try await body($0, server, standby) }
            }
        }
    }

    private static func with(
        _ server: PostgresServer,
        replica: PostgresEngine,
        _ logs: InMemoryLogHandler,
        _ body: (Database) async throws -> Void
    ) async throws {
        var context = Context.current
        context.logger = Logger(label: "test") { _ in logs }
        try await context.run {
            let engine = try PostgresEngine(url: server.url, configuration: configuration)
            let database = Database(engine, replica: replica)
            do {
                try await database.open()
                try await body(database)
            } catch {
                await database.close()
                throw error
            }
            await database.close()
        }
    }

    private static let configuration = PostgresEngine.Configuration(
        connections: 4,
        overflow: 4,
        leaseTimeout: .seconds(60),
        connectTimeout: .seconds(60)
    )
}
