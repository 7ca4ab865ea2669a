import Foundation
import MartletContext
import MartletDatabase
import MartletPostgres
import MartletTesting
import Synchronization
import Testing

/// Sessions and servers that end while many callers read and write: nothing is lost and no answer is wrong.
@Suite(.enabled(if: TestEngine.postgresURL != nil, "TEST_POSTGRES_URL names a server"), .timeLimit(.minutes(10)))
struct FaultsIntegrationTests {
    @Test func `sessions that the server ends at random lose nothing`() async throws {
        try await TestEngine.withPostgresURL { url in
            try await PostgresEngine.with(url, Self.configuration) { database, engine in
                let load = Load(database)
                let name = try PostgresURL(url).parts.path.dropFirst()
                try await load.run {
                    for round in 0..<20 {
                        try await load.awaitSuccess()
                        try await PostgresEngine.administer(
                            """
                            SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
                            WHERE datname = '\(name)'
                            ORDER BY (pid * 7 + \(round)) % 11 LIMIT 3
                            """
                        )
                    }
                }
                try await load.checkNothingIsLost()
                #expect(engine.statistics.leased == 0)
            }
        }
    }

    @Test func `a server that restarts ten times loses nothing, and is served again each time`() async throws {
        try await PostgresServer.with { server in
            try await PostgresEngine.with(server.url, Self.configuration) { database, engine in
                let load = Load(database)
                let clock = SystemTime()
                try await load.run {
                    for round in 0..<10 {
                        let stop = round % 2 == 0 ? PostgresServer.Stop.fast : .immediate
                        try await load.awaitSuccess()
                        try await server.stop(stop)
                        try await server.start()
                        let start = clock.uptime
                        try await load.awaitSuccess()
                        print("restarted (\(stop.rawValue)): calls succeed after \(clock.uptime - start)")
                    }
                }
                try await load.checkNothingIsLost()
                #expect(engine.statistics.leased == 0)
            }
        }
    }

    @Test func `a hundred callers share a pool of two`() async throws {
        try await TestEngine.withPostgresURL { url in
            var configuration = Self.configuration
            configuration.connections = 2
            configuration.overflow = 0
            try await PostgresEngine.with(url, configuration) { database, engine in
                try await database.run("CREATE TABLE counters (number BIGINT)")
                try await database.run("INSERT INTO counters VALUES (0)")
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for _ in 0..<100 {
                        group.addTask {
                            try await database.write(isolation: .readCommitted) { tx in
                                _ = try tx.run("SELECT number FROM counters \(.forUpdate)" as Statement<Int>)
                                try tx.run("UPDATE counters SET number = number + 1" as Statement<Changes>)
                            }
                            _ = try await database.run("SELECT number FROM counters" as Statement<Int>)
                        }
                    }
                    try await group.waitForAll()
                }
                #expect(try await database.run("SELECT number FROM counters" as Statement<Int>) == 100)
                #expect(engine.statistics.connections <= 2)
                #expect(engine.statistics.leased == 0)
            }
        }
    }

    @Test func `connections that are too old or idle for too long are closed`() async throws {
        try await TestEngine.withPostgresURL { url in
            let session: Statement<Int> = "SELECT pg_backend_pid()"
            let aging = PostgresEngine.Configuration(connections: 1, pipelines: 0, connectionLifetime: .nanoseconds(1))
            try await PostgresEngine.with(url, aging) { database, _ in
                let first = try await database.run(session)
                let second = try await database.run(session)
                #expect(first != second)
            }
            let idling = PostgresEngine.Configuration(connections: 2, pipelines: 2, idleLifetime: .milliseconds(1))
            try await PostgresEngine.with(url, idling) { database, engine in
                for _ in 0..<4 { _ = try await database.run(session) }
                while engine.statistics.connections + engine.pipelinedConnections > 0 { await Task.yield() }
                #expect(try await database.run("SELECT 1" as Statement<Int>) == 1)
            }
        }
    }

    @Test func `connections beyond the pool are closed after a rush, and those of the pool are kept`() async throws {
        try await TestEngine.withPostgresURL { url in
            let rush = PostgresEngine.Configuration(
                connections: 1,
                overflow: 3,
                pipelines: 0,
                overflowLifetime: .milliseconds(1)
            )
            try await PostgresEngine.with(url, rush) { database, engine in
                let gate = Gate()
                try await withThrowingTaskGroup(of: Int.self) { group in
                    for number in 0..<4 {
                        group.addTask {
                            try await database.read { snapshot in
                                gate.pass()
                                return try snapshot.run("SELECT \(number)" as Statement<Int>)
                            }
                        }
                    }
                    await gate.awaitArrivals(4)
                    #expect(engine.statistics.connections == 4)
                    gate.open()
                    try await group.waitForAll()
                }
                while engine.statistics.connections > 1 { await Task.yield() }
                #expect(try await database.run("SELECT 1" as Statement<Int>) == 1)
                #expect(engine.statistics.connections == 1)
            }
        }
    }

    /// How fast the machine is decides no test: who waits for a connection gets one in the end.
    private static let configuration = PostgresEngine.Configuration(
        connections: 4,
        overflow: 2,
        pipelines: 2,
        leaseTimeout: .seconds(60),
        connectTimeout: .seconds(60)
    )
}

/// Callers who insert numbers and read them again, and note what became of each.
private final class Load: Sendable {
    private struct State {
        var next = 0
        var stored: Set<Int> = []
        var unknown: Set<Int> = []
        var unexpected: [any Error] = []
    }

    private let database: Database
    private let state = Mutex(State())

    init(_ database: Database) {
        self.database = database
    }

    /// Runs four callers while a closure disturbs them.
    func run(_ body: () async throws -> Void) async throws {
        try await database.run("CREATE TABLE entries (number BIGINT PRIMARY KEY)")
        let end = Gate()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<4 {
                group.addTask { while !end.isPassable { await self.call() } }
            }
            defer { end.open() }
            try await body()
        }
    }

    /// Waits until a call that began from now on has been committed and read.
    func awaitSuccess() async throws {
        let before = state.withLock { ($0.next, $0.stored.count) }
        while !state.withLock({ $0.stored.count > before.1 && $0.stored.contains { $0 > before.0 } }) {
            try Task.checkCancellation()
            await Task.yield()
        }
    }

    func checkNothingIsLost() async throws {
        // How many there are is a matter of the machine's speed.
        let found = Set(try await database.run(Statement<[Int]>("SELECT number FROM entries", atMost: .max)))
        let (stored, unknown, unexpected) = state.withLock { ($0.stored, $0.unknown, $0.unexpected) }
        #expect(stored.subtracting(found).isEmpty)
        #expect(found.subtracting(stored).subtracting(unknown).isEmpty)
        #expect(unexpected.isEmpty)
        print("\(stored.count) committed, \(unknown.count) unknown")
    }

    private func call() async {
        let number = state.withLock { state in
            state.next += 1
            return state.next
        }
        do {
            let insert: Statement<Changes> = "INSERT INTO entries VALUES (\(number))"
            _ = try await database.write { tx in
                try tx.run(insert)
            }
            state.withLock { _ = $0.stored.insert(number) }
            let read = try await database.run("SELECT number FROM entries WHERE number = \(number)" as Statement<Int>)
            #expect(read == number)
        } catch let error as DatabaseError where error.code == .commitUnknown {
            state.withLock { _ = $0.unknown.insert(number) }
        } catch let error as DatabaseError where error.code == .connection || error.code == .serializationFailure {
            await Task.yield()
        } catch {
            state.withLock { $0.unexpected.append(error) }
        }
    }
}
