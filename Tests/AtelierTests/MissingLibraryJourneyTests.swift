import Foundation
import MartletTesting
import Testing

/// The real executable on a machine without libpq: a file that is none stands in its place.
@Suite(.timeLimit(.minutes(10)))
struct MissingLibraryJourneyTests {
    @Test func `a service on SQLite runs where libpq is missing`() async throws {
        try await TemporaryDirectory.with { directory in
            let process = try migration(of: "sqlite://\(directory)/atelier.db", in: directory)
            #expect(await process.exit() == 0, "\(process.output)")
        }
    }

    @Test func `a service on PostgreSQL says that libpq is missing and how to install it`() async throws {
        try await TemporaryDirectory.with { directory in
            let process = try migration(of: "postgres://shop@127.0.0.1:1/shop", in: directory)
            #expect(await process.exit() == 1)
            #expect(process.output.contains("libpq.so.5: file too short"))
            #expect(process.output.contains("install it (Debian: libpq5)"))
        }
    }

    private func migration(of database: String, in directory: String) throws -> ServiceProcess {
        try Data("no library".utf8).write(to: URL(filePath: "\(directory)/libpq.so.5"))
        let variables = ["DATABASE_URL": database, "LD_LIBRARY_PATH": directory, "ENVIRONMENT": "development"]
        return try ServiceProcess("atelier", ["migrate", "up"], variables: variables, in: directory)
    }
}
