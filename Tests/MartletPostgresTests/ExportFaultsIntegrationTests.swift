import Foundation
import MartletDatabase
import MartletPostgres
import MartletTesting
import Testing

/// Exports of what only PostgreSQL has, and exports that break off.
@Suite(.enabled(if: TestEngine.postgresURL != nil, "TEST_POSTGRES_URL names a server"), .timeLimit(.minutes(10)))
struct ExportFaultsIntegrationTests {
    @Test func `values are compared with columns of a length as a statement compares them`() async throws {
        try await TestEngine.withPostgresURL { url in
            try await PostgresEngine.with(url, PostgresEngine.Configuration()) { database, _ in
                try await database.run("CREATE TABLE places (id BIGINT, country CHAR(2), code VARCHAR(3))")
                try await database.run("INSERT INTO places VALUES (1, 'DE', 'abc'), (2, 'DK', 'abd')")
                var bytes: [UInt8] = []
                let query: SQL = "SELECT id FROM places WHERE country = \("DE") AND code = \("abc")"
                try await database.export(query) { bytes += $0 }
                #expect(String(decoding: bytes, as: UTF8.self) == "id\n1\n")
            }
        }
    }

    @Test func `an export whose connection is cut ends with it`() async throws {
        try await TestEngine.withPostgresURL { url in
            let url = try PostgresURL(url)
            try await Proxy.with(before: try #require(url.parts.port)) { proxy, port in
                let direct = url.with(port: port, option: URLQueryItem(name: "sslmode", value: "disable"))
                try await PostgresEngine.with(direct, PostgresEngine.Configuration(connections: 1)) { database, _ in
                    let error = await #expect(throws: DatabaseError.self) {
                        let many: SQL = "SELECT number FROM generate_series(1, 10000000) AS numbers (number)"
                        var isFirst = true
                        try await database.export(many) { _ in
                            if isFirst { proxy.lose(.next) }
                            isFirst = false
                        }
                    }
                    #expect(error?.code == .connection)
                    let answer: Int = try await database.run("SELECT 1")
                    #expect(answer == 1)
                }
            }
        }
    }

    @Test func `a number of single precision reads as the server compares it`() async throws {
        try await TestEngine.withPostgresURL { url in
            try await PostgresEngine.with(url, PostgresEngine.Configuration()) { database, _ in
                try await database.run("CREATE TABLE ratios (id BIGINT, ratio REAL)")
                try await database.run("INSERT INTO ratios VALUES (1, 0.1), (2, 0.3), (3, 16777217)")
                for id in 1...3 {
                    let ratio: Double = try await database.run("SELECT ratio FROM ratios WHERE id = \(id)")
                    let same: Int = try await database.run("SELECT id FROM ratios WHERE ratio = \(ratio)")
                    #expect(same == id)
                }
            }
        }
    }
}
