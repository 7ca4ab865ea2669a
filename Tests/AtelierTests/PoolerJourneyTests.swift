import FoundationEssentials
import Glibc
import Martlet
import MartletTesting
import Testing

/// The reference service behind PgBouncer in transaction mode, from its settings on.
@Suite(
    .enabled(if: TestEngine.allCases.contains(.postgres), "TEST_POSTGRES_URL names a server"),
    .timeLimit(.minutes(10))
)
struct PoolerJourneyTests {
    @Test func `behind a pooler the service migrates, starts, takes updates and works on its jobs`() async throws {
        try await TestEngine.postgres.withDatabaseURL { direct in
            let parts = try #require(URLComponents(string: direct))
            let server = """
                host=\(try #require(parts.host)) port=\(parts.port ?? 5432) user=\(parts.user ?? "") \
                password=\(parts.password ?? "")
                """
            try await PgBouncer.with(before: server) { port in
                var pooled = parts
                (pooled.host, pooled.port, pooled.query) = ("127.0.0.1", port, "sslmode=disable")
                let url = try #require(pooled.string)
                let settings = ["DATABASE_POOLER": "transaction", "DATABASE_DIRECT_URL": direct]
                try await TelegramDouble.with { telegram in
                    try await TemporaryDirectory.with { directory in
                        try await AtelierProcess.with(telegram, database: url, in: directory, settings) { atelier in
                            #expect(!atelier.process.records(of: "migration_applied").isEmpty)
                            for id in 1...10 {
                                let answer = try await atelier.client.deliver(SampleUpdate(id: Int64(id)))
                                #expect(answer.status == 200)
                            }
                            await telegram.waitForMessages(10)
                            atelier.process.send(signal: SIGTERM)
                            #expect(await atelier.process.exit() == 0)
                            #expect(!atelier.process.output.contains(#""level":"error""#))
                        }
                    }
                }
            }
        }
    }
}
