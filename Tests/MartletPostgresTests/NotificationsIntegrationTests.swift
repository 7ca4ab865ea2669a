import Foundation
import MartletDatabase
import MartletPostgres
import MartletTesting
import Testing

/// Notifications of the server, over a connection of their own.
@Suite(.enabled(if: TestEngine.postgresURL != nil, "TEST_POSTGRES_URL names a server"), .timeLimit(.minutes(10)))
struct NotificationsIntegrationTests {
    @Test func `what is notified arrives at every reader of the channel, in order`() async throws {
        try await withEngine { database, engine in
            var readers = [
                try engine.notifications(on: "cards").makeAsyncIterator(),
                try engine.notifications(on: "cards").makeAsyncIterator(),
            ]
            var other = try engine.notifications(on: "Other").makeAsyncIterator()
            for index in readers.indices { #expect(await readers[index].next() == .listening) }
            #expect(await other.next() == .listening)
            try await database.write { tx in
                for number in 1...3 { try tx.run("SELECT pg_notify('cards', \("\(number)"))" as Statement<Changes>) }
            }
            try await database.run("SELECT pg_notify('Other', 'Ж')" as Statement<Changes>)
            for index in readers.indices {
                for number in 1...3 { #expect(await readers[index].nextNotified() == "\(number)") }
            }
            #expect(await other.nextNotified() == "Ж")
        }
    }

    @Test func `what rolls back is not notified`() async throws {
        try await withEngine { database, engine in
            var reader = try engine.notifications(on: "cards").makeAsyncIterator()
            #expect(await reader.next() == .listening)
            await #expect(throws: CancellationError.self) {
                try await database.write { tx in
                    try tx.run("SELECT pg_notify('cards', 'never')" as Statement<Changes>)
                    throw CancellationError()
                }
            }
            try await database.run("SELECT pg_notify('cards', 'once')" as Statement<Changes>)
            #expect(await reader.nextNotified() == "once")
        }
    }

    @Test func `a lost connection is made again, and tells that something may have been missed`() async throws {
        try await withEngine { database, engine in
            var reader = try engine.notifications(on: "cards").makeAsyncIterator()
            for round in 0..<3 {
                #expect(await reader.next() == .listening)
                let listeners: Statement<[Int]> = """
                    SELECT pid FROM pg_stat_activity
                    WHERE datname = current_database() AND pid <> pg_backend_pid() AND query LIKE 'LISTEN%'
                    """
                let sessions = try await database.read { try $0.run(listeners) }
                #expect(sessions.count == 1, "\(round)")
                for session in sessions {
                    try await PostgresEngine.administer("SELECT pg_terminate_backend(\(session), 5000)")
                }
            }
            #expect(await reader.next() == .listening)
            try await database.run("SELECT pg_notify('cards', 'again')" as Statement<Changes>)
            #expect(await reader.nextNotified() == "again")
        }
    }

    @Test func `a connection whose check fails is made again`() async throws {
        try await TestEngine.withPostgresURL { url in
            let url = try PostgresURL(url)
            try await Proxy.with(before: try #require(url.parts.port)) { proxy, port in
                let plain = url.with(port: port, option: URLQueryItem(name: "sslmode", value: "disable"))
                let configuration = PostgresEngine.Configuration(connections: 1, listenerCheck: .milliseconds(1))
                try await PostgresEngine.with(plain, configuration) { _, engine in
                    var reader = try engine.notifications(on: "cards").makeAsyncIterator()
                    #expect(await reader.next() == .listening)
                    proxy.lose(.answer("NOTIFY martlet_check"))
                    #expect(await reader.next() == .listening)
                }
            }
        }
    }

    @Test func `a reader who leaves is forgotten, and closing ends the others`() async throws {
        try await TestEngine.withPostgresURL { url in
            let engine = try PostgresEngine(url: url, configuration: .init(connections: 1))
            let database = Database(engine)
            try await database.open()
            let left = try engine.notifications(on: "cards")
            let leaver = Task {  // Awaited below.
                for await _ in left {}
            }
            leaver.cancel()
            await leaver.value
            var reader = try engine.notifications(on: "cards").makeAsyncIterator()
            #expect(await reader.next() == .listening)
            await database.close()
            #expect(await reader.next() == nil)
            #expect(throws: DatabaseError.self) { _ = try engine.notifications(on: "cards") }
        }
    }

    @Test(arguments: ["", "a b", "a\"b", "Ж", String(repeating: "a", count: 64)])
    func `a channel's name that is none is refused`(name: String) throws {
        let engine = try PostgresEngine(url: "postgres://db/shop")
        #expect(throws: DatabaseError.self) { _ = try engine.notifications(on: name) }
    }

    private func withEngine(_ body: (Database, PostgresEngine) async throws -> Void) async throws {
        try await TestEngine.withPostgresURL { try await PostgresEngine.with($0, .init(connections: 2), body) }
    }
}

extension AsyncStream<ChannelNotification>.Iterator {
    /// The words of the next notification.
    fileprivate mutating func nextNotified() async -> String? {
        while let notification = await next(isolation: #isolation) {
            if case .notified(let words) = notification { return words }
        }
        return nil
    }
}
