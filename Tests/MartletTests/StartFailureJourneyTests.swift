import Foundation
import Glibc
import Martlet
import MartletTesting
import Testing

/// What a real process says of a database that it cannot start with.
@Suite(.timeLimit(.minutes(10)))
struct StartFailureJourneyTests {
    /// What is wrong with the database.
    enum Fault: String, CaseIterable, Sendable {
        case unknownScheme, malformedURL, unreachable, wrongPassword, missingDatabase, olderSchema, newerSchema, drift
        case malformedPath, noFolder, folder, noDatabase

        /// What the operator reads.
        var sentence: String {
            switch self {
            case .unknownScheme:
                "DATABASE_URL must be a URL that begins with one of sqlite://, postgres://, postgresql://."
            case .malformedURL: "in its parts @ is written %40, / %2F, ? %3F and # %23"
            case .unreachable:
                """
                5 attempts to connect have failed; postgres:127.0.0.1:1/shop cannot be reached: nothing listens there; \
                start the server or check host and port.
                """
            case .wrongPassword:
                "cannot be used: the user's name or password is wrong; check the database's URL."
            case .missingDatabase:
                "cannot be used: the database does not exist; create it or check the database's URL."
            case .olderSchema: "Migration 2 'create authors' of 'little' is not applied; run 'migrate up' first."
            case .newerSchema:
                """
                The database has migration 2 'create authors' of 'little', which this program does not know and which is \
                not marked as compatible; start the newer program, or restore the backup that fits this one.
                """
            case .malformedPath: "A URL of SQLite has the form sqlite://path, without options."
            case .noFolder: "'junk.db/shop.db' cannot be opened (Not a directory); check the path."
            case .folder: "cannot be opened; check the path and the rights of its directory"
            case .noDatabase: "is not a SQLite database; check the path"
            case .drift: "Migration 1 'create notes' of 'little' was changed after it was applied"
            }
        }

        /// The release that has migrated, and the one that starts.
        var releases: (old: String, new: String)? {
            switch self {
            case .olderSchema: ("first", "second")
            case .newerSchema: ("second", "first")
            case .drift: ("first", "rewritten")
            default: nil
            }
        }

        func url(_ url: String) throws -> String {
            switch self {
            case .unknownScheme: "mysql://ada:sesame@127.0.0.1/shop"
            case .malformedURL: "postgres://ada:ses#ame@127.0.0.1/shop"
            case .unreachable: "postgres://ada:sesame@127.0.0.1:1/shop"
            case .wrongPassword: try changed(url) { $0.password = "sesame" }
            case .missingDatabase: try changed(url) { $0.path = "/nowhere" }
            case .malformedPath: "sqlite:shop.db"
            case .noFolder: "sqlite://junk.db/shop.db"
            case .folder: "sqlite://."
            case .noDatabase: "sqlite://junk.db"
            case .olderSchema, .newerSchema, .drift: url
            }
        }

        static func cases(on engine: TestEngine) -> [Fault] {
            switch engine {
            case .postgres:
                [
                    .unknownScheme, .malformedURL, .unreachable, .wrongPassword, .missingDatabase, .olderSchema,
                    .newerSchema, .drift,
                ]
            case .sqlite: [.malformedPath, .noFolder, .folder, .noDatabase, .olderSchema, .newerSchema, .drift]
            }
        }
    }

    @Test(arguments: TestEngine.allCases.flatMap { engine in Fault.cases(on: engine).map { (engine, $0) } })
    func `S1-26 S0-17 what is wrong with the database stops the start, with one sentence that says what to do`(
        engine: TestEngine,
        fault: Fault
    ) async throws {
        try await TemporaryDirectory.with { directory in
            try Data("No database, however often it is opened.".utf8).write(to: URL(filePath: "\(directory)/junk.db"))
            try await engine.withDatabaseURL { url in
                if let releases = fault.releases {
                    let old = LittleProcess.settings(url, ["LITTLE_RELEASE": releases.old])
                    try await LittleProcess.succeed(["migrate"], old, in: directory)
                }
                let settings = LittleProcess.settings(
                    try fault.url(url),
                    ["LITTLE_RELEASE": fault.releases?.new ?? "first", "DATABASE_STARTUP": "exit"]
                )
                let (code, output) = try await LittleProcess.run(["serve"], settings, in: directory)
                #expect(code == 1)
                #expect(output.contains(fault.sentence), "\(output)")
                #expect(!output.contains("sesame"))
                let loud = output.split(separator: "\n").filter {
                    $0.hasPrefix("Error:") || $0.contains(#""level":"ERROR""#) || $0.contains(#""level":"CRITICAL""#)
                }
                #expect(loud.count == 1, "\(output)")
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `S1-26 a newer schema that is marked as compatible does not stop an older program`(
        engine: TestEngine
    ) async throws {
        try await TemporaryDirectory.with { directory in
            try await engine.withDatabaseURL { url in
                let newer = LittleProcess.settings(url, ["LITTLE_RELEASE": "compatible"])
                try await LittleProcess.succeed(["migrate"], newer, in: directory)
                try await LittleProcess.serve(LittleProcess.settings(url), in: directory) { client, _ in
                    let note = try await client.send(HTTPClient.Request(.post, "/notes"))
                    #expect(note.text == "1")
                }
            }
        }
    }

    @Test(arguments: TestEngine.allCases.filter { $0 == .postgres })
    func `S0-25 a service whose database is away stays up, is not ready, says why, and is told of once`(
        engine: TestEngine
    ) async throws {
        try await TemporaryDirectory.with { directory in
            let port = try await FreePort.find()
            let url = "postgres://ada:sesame@127.0.0.1:1/shop"
            let settings = LittleProcess.settings(url, ["HTTP_PORT": "\(port)"])
            let process = try ServiceProcess("LittleService", variables: settings, in: directory)
            defer { process.send(signal: SIGKILL) }
            let record = try await eventually("the record of a database that is down") {
                process.records(of: "database_unreachable").first
            }
            #expect(record.contains(#""level":"ERROR""#))
            #expect(record.contains(#""database":"postgres:127.0.0.1:1/shop""#))
            try await LittleProcess.withClient("http://127.0.0.1:\(port)") { client in
                for request in [HTTPClient.Request(.post, "/notes"), HTTPClient.Request(.get, "/health/ready")] {
                    let answer = try await client.send(request)
                    #expect(answer.status == 503)
                    #expect(answer.header("retry-after") != nil)
                    #expect(answer.text.contains("the database cannot be reached"), "\(answer.text)")
                    #expect(!answer.text.contains("127.0.0.1"))
                }
                let live = try await client.send(HTTPClient.Request(.get, "/health/live"))
                #expect(live.status == 200)
            }
            process.send(signal: SIGTERM)
            #expect(await process.exit() == 0)
            #expect(process.records(of: "database_unreachable").count == 1)
            #expect(!process.output.contains("sesame"))
        }
    }
}
