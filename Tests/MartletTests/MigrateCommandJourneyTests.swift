import Foundation
import Martlet
import MartletTesting
import Testing

/// `migrate` and what belongs to it, word for word.
@Suite(.timeLimit(.minutes(10)))
struct MigrateCommandJourneyTests {
    @Test(arguments: TestEngine.allCases)
    func `S1-25 S0-32 C-33 up applies, again changes nothing, down undoes only what is meant`(
        engine: TestEngine
    ) async throws {
        try await TemporaryDirectory.with { directory in
            try await engine.withDatabaseURL { url in
                let settings = LittleProcess.settings(url, ["LITTLE_RELEASE": "second"])
                func expect(_ words: String..., code: Int32 = 0, prints text: String) async throws {
                    let result = try await LittleProcess.run(["migrate"] + words, settings, in: directory)
                    #expect(result.code == code)
                    #expect(result.output == text)
                }
                let both = "applied little 1 create notes\napplied little 2 create authors\n"
                try await expect("status", prints: both.replacing("applied", with: "pending"))
                try await expect(prints: both)
                try await expect("up", prints: "nothing to apply\n")
                try await expect("status", prints: both)
                try await expect("down", "--allow-drop", prints: "undone little 2 create authors\n")
                try await expect(
                    "status",
                    prints: "applied little 1 create notes\npending little 2 create authors\n"
                )
                try await expect("up", prints: "applied little 2 create authors\n")
                try await expect(
                    "down",
                    "2",
                    "--allow-drop",
                    prints: "undone little 2 create authors\nundone little 1 create notes\n"
                )
                try await expect("down", "--all", "--allow-drop", prints: "nothing to undo\n")
                try await expect("up", prints: both)
                try await expect(
                    "down",
                    "--all",
                    "--allow-drop",
                    prints: "undone little 2 create authors\nundone little 1 create notes\n"
                )
            }
        }
    }

    @Test func `C-33 down without the flag is refused with its own usage, and nothing is undone`() async throws {
        try await TemporaryDirectory.with { directory in
            let settings = LittleProcess.settings("sqlite://little.db")
            try await LittleProcess.succeed(["migrate"], settings, in: directory)
            let (code, output) = try await LittleProcess.run(["migrate", "down"], settings, in: directory)
            #expect(code == 64)
            #expect(
                output == """
                    Error: 'migrate down' drops tables with their data; say --allow-drop when you mean it.
                    Usage: little migrate down [<count>] [--all] [--allow-drop]
                      See 'little migrate down --help' for more information.

                    """
            )
            let status = try await LittleProcess.run(["migrate", "status"], settings, in: directory)
            #expect(status.output == "applied little 1 create notes\n")
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `C-33 a migration that drops something is applied only with the flag`(engine: TestEngine) async throws {
        try await TemporaryDirectory.with { directory in
            try await engine.withDatabaseURL { url in
                try await LittleProcess.succeed(["migrate"], LittleProcess.settings(url), in: directory)
                let settings = LittleProcess.settings(url, ["LITTLE_RELEASE": "dropping"])
                let (code, output) = try await LittleProcess.run(["migrate", "up"], settings, in: directory)
                #expect(code == 1)
                #expect(
                    output == """
                        Error: dropRefused: Migration 2 'forget texts' of 'little' drops something, and what is in it; \
                        run 'migrate up --allow-drop' when that is meant. Nothing was applied.

                        """
                )
                let meant = try await LittleProcess.run(["migrate", "up", "--allow-drop"], settings, in: directory)
                #expect(meant.output == "applied little 2 forget texts\n")
            }
        }
    }

    @Test func `status tells what a newer program has applied`() async throws {
        try await TemporaryDirectory.with { directory in
            let newer = LittleProcess.settings("sqlite://little.db", ["LITTLE_RELEASE": "compatible"])
            try await LittleProcess.succeed(["migrate"], newer, in: directory)
            let older = LittleProcess.settings("sqlite://little.db")
            let (code, output) = try await LittleProcess.run(["migrate", "status"], older, in: directory)
            #expect(code == 0)
            #expect(
                output == """
                    applied little 1 create notes
                    applied little 2 create authors (by a newer program)

                    """
            )
            let down = try await LittleProcess.run(["migrate", "down", "--allow-drop"], older, in: directory)
            #expect(down.code == 1)
            #expect(down.output.contains("undo it with the newer program first"))
        }
    }

    @Test func `S1-25 new writes a file with the next number of its folder, and never over another`() async throws {
        try await TemporaryDirectory.with { directory in
            let folder = "\(directory)/Sources/Shop/Migrations"
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            try TextFile.write("Migration(1, \"a\", up: [], down: [])\nMigration(\n    7,\n", to: "\(folder)/A.swift")
            let (code, output) = try await LittleProcess.run(["migrate", "new", "Add note tags"], in: directory)
            #expect(code == 0)
            let path = "Sources/Shop/Migrations/Migration+AddNoteTags.swift"
            #expect(output == "\(path): add .addNoteTags to the list of your MigrationSet\n")
            let text = try String(contentsOfFile: "\(directory)/\(path)", encoding: .utf8)
            #expect(
                text == """
                    import Martlet

                    extension Migration {
                        /// Add note tags.
                        static let addNoteTags = Migration(
                            8,
                            "Add note tags",
                            up: [
                                // Statements that can be run again, such as CREATE TABLE IF NOT EXISTS.
                            ],
                            down: [
                                // What undoes them.
                            ]
                        )
                    }

                    """
            )
            let again = try await LittleProcess.run(["migrate", "new", "Add note tags"], in: directory)
            #expect(again.code == 64)
            #expect(again.output.hasPrefix("Error: '\(path)' exists already; choose another name.\n"))
        }
    }

    @Test(arguments: [
        (
            ["migrate", "new", "1; DROP"],
            "The name of a migration is 1 to 80 letters, digits and spaces, a letter first."
        ),
        (["migrate", "new", "a", "--folder", "nowhere"], "There is no folder 'nowhere'; make it first."),
        (
            ["migrate", "new", "a"],
            "There is no folder called Migrations here; make one, or name another with --folder."
        ),
        (["migrate", "down", "0", "--allow-drop"], "The number of migrations to undo is 1 or more."),
    ])
    func `what cannot be done is refused with a sentence`(arguments: [String], sentence: String) async throws {
        try await TemporaryDirectory.with { directory in
            let (code, output) = try await LittleProcess.run(arguments, in: directory)
            #expect(code == 64)
            #expect(output.hasPrefix("Error: \(sentence)\n"), "\(output)")
        }
    }
}
