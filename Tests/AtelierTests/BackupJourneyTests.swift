import Foundation
import Glibc
import Martlet
import MartletSQLite
import MartletTesting
import Testing

/// `backup` and `restore` as an operator runs them, beside the real service and when they are killed.
@Suite(.timeLimit(.minutes(10)))
struct BackupJourneyTests {
    @Test
    func `a backup of the running service holds what was acknowledged before, and is put back once it has stopped`()
        async throws
    {
        try await TelegramDouble.with { telegram in
            try await TemporaryDirectory.with { directory in
                let database = "\(directory)/atelier.db"
                let backup = "\(directory)/copy.db"
                try await AtelierProcess.with(telegram, database: "sqlite://\(database)", in: directory) { atelier in
                    try await Self.deliver(1...50, to: atelier.client)
                    try await withThrowingTaskGroup(of: Void.self) { group in
                        group.addTask { try await Self.deliver(51...200, to: atelier.client) }
                        try await Self.expect(
                            ["backup", backup],
                            on: database,
                            prints: "backed up sqlite:\(database) to \(backup); the copy is checked\n"
                        )
                        try await group.waitForAll()
                    }
                    // While the service runs it alone may change the file.
                    let refusal = try await Self.run(["restore", backup], on: database)
                    #expect(refusal.status == 1)
                    #expect(refusal.output.contains("is in use by process \(atelier.process.id); stop that one first"))
                    atelier.process.send(signal: SIGTERM)
                    #expect(await atelier.process.exit() == 0)
                }
                #expect(try await Self.deliveries(in: database) == 200)
                let restored = try await Self.run(["restore", backup], on: database)
                #expect(restored.status == 0)
                let lines = restored.output.split(separator: "\n")
                #expect(lines.first == "restored sqlite:\(database) from \(backup), which is checked")
                let former = try #require(lines.last?.split(separator: " ").last)
                #expect(lines.last?.hasPrefix("what was there before is kept as \(database).before-restore-") == true)
                #expect((50...200).contains(try await Self.deliveries(in: database)))
                #expect(try await Self.deliveries(in: String(former)) == 200)
            }
        }
    }

    @Test(arguments: ["restoring", "before-restore"])
    func `a restore that is killed leaves the former database or the backup, whole`(sign: String) async throws {
        try await TemporaryDirectory.with { directory in
            let database = "\(directory)/atelier.db"
            let backup = "\(directory)/copy.db"
            try await Self.fill(database, rows: 20_000)
            try await SQLiteEngine(path: database).backup(to: backup)
            try await Self.fill(database, rows: 1)
            for _ in 1...3 {
                let restore = try Self.start(["restore", backup], on: database, in: directory)
                // As soon as a file shows that it is at work, or when it has been quicker than this.
                _ = try await eventually("a sign of the restore") {
                    let names = try FileManager.default.contentsOfDirectory(atPath: directory)
                    return names.contains { $0.hasPrefix("atelier.db.\(sign)") } || !Self.isRunning(restore)
                        ? true : nil
                }
                restore.send(signal: SIGKILL)
                _ = await restore.exit()
                #expect([20_000, 20_001].contains(try await Self.rows(in: database)))
            }
            #expect(try await Self.run(["restore", backup], on: database).status == 0)
            #expect(try await Self.rows(in: database) == 20_000)
            let names = try FileManager.default.contentsOfDirectory(atPath: directory)
            #expect(!names.contains { $0.contains("restoring") }, "the next restore clears up after a killed one")
        }
    }

    @Test func `what is no backup is refused in a sentence`() async throws {
        try await TemporaryDirectory.with { directory in
            let database = "\(directory)/atelier.db"
            let letter = "\(directory)/letter.txt"
            try await Self.fill(database, rows: 1)
            try Data(String(repeating: "Dear reader. ", count: 500).utf8).write(to: URL(filePath: letter))
            let answer = try await Self.run(["restore", letter], on: database)
            #expect(answer.status == 1)
            #expect(answer.output.hasPrefix("Error: corrupted: '\(letter)' is no good backup, use another one: "))
            #expect(try await Self.rows(in: database) == 1)
        }
    }

    @Test(arguments: ["backup", "restore"])
    func `a database of a server is left to the server's own programs`(command: String) async throws {
        try await Self.expect(
            [command, "copy.db"],
            url: "postgres://127.0.0.1:1/atelier",
            exit: 64,
            prints: """
                Error: postgres:127.0.0.1:1/atelier is a server's database; use pg_dump and pg_restore for it.
                Usage: atelier <subcommand>
                  See 'atelier --help' for more information.

                """
        )
    }

    private static func deliver(_ numbers: ClosedRange<Int>, to client: HTTPClient) async throws {
        for number in numbers {
            #expect(try await client.deliver(SampleUpdate(id: Int64(number))).status == 200)
        }
    }

    private static func deliveries(in path: String) async throws -> Int {
        try await withDatabase(path) { try await $0.run("SELECT count(*) FROM inbox") }
    }

    private static func rows(in path: String) async throws -> Int {
        try await withDatabase(path) { database in
            #expect(try await database.run("PRAGMA integrity_check" as Statement<String>) == "ok")
            return try await database.run("SELECT count(*) FROM rows")
        }
    }

    private static func fill(_ path: String, rows: Int) async throws {
        try await withDatabase(path) { database in
            try await database.run("CREATE TABLE IF NOT EXISTS rows (id INTEGER PRIMARY KEY, content BLOB)")
            try await database.write { tx in
                for _ in 0..<rows { try tx.run("INSERT INTO rows (content) VALUES (randomblob(1000))") }
            }
        }
    }

    private static func withDatabase<Success>(
        _ path: String,
        _ body: (Database) async throws -> Success
    ) async throws -> Success {
        let database = Database(SQLiteEngine(path: path))
        try await database.open()
        do {
            let success = try await body(database)
            await database.close()
            return success
        } catch {
            await database.close()
            throw error
        }
    }

    private static func isRunning(_ process: ServiceProcess) -> Bool {
        kill(process.id, 0) == 0
    }

    private static func start(
        _ arguments: [String],
        url: String? = nil,
        on path: String = "",
        in directory: String
    ) throws -> ServiceProcess {
        let variables = ["ENVIRONMENT": "development", "DATABASE_URL": url ?? "sqlite://\(path)"]
        return try ServiceProcess("atelier", arguments, variables: variables, in: directory)
    }

    private static func run(
        _ arguments: [String],
        url: String? = nil,
        on path: String = ""
    ) async throws -> (status: Int32, output: String) {
        try await TemporaryDirectory.with { directory in
            let process = try start(arguments, url: url, on: path, in: directory)
            return (await process.exit(), process.output)
        }
    }

    private static func expect(
        _ arguments: [String],
        url: String? = nil,
        on path: String = "",
        exit code: Int32 = 0,
        prints text: String
    ) async throws {
        let answer = try await run(arguments, url: url, on: path)
        #expect(answer.status == code)
        #expect(answer.output == text)
    }
}
