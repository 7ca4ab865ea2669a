import Foundation
@testable import Martlet
import MartletTesting
import Testing

/// The file that `migrate new` writes, and the folder it comes into.
@Suite struct MigrationFileUnitTests {
    @Test(arguments: ["a", "create notes", "Add Index 2", "x9", String(repeating: "a", count: 80)])
    func `letters, digits and spaces name a migration`(name: String) {
        #expect(MigrationFile.isName(name))
    }

    @Test(arguments: [
        "", " a", "9 lives", "a-b", "a\"b", "a\nb", "naïve", "../a", "a/b", String(repeating: "a", count: 81),
    ])
    func `what could not stand in Swift or in a path names none`(name: String) {
        #expect(!MigrationFile.isName(name))
    }

    @Test(arguments: [
        ("create notes", "createNotes"), ("Add  NOTE tags", "addNoteTags"), ("x", "x"), ("add index 2", "addIndex2"),
    ])
    func `the constant is the name in camel case`(name: String, constant: String) {
        #expect(MigrationFile(name: name, number: 1).constant == constant)
    }

    @Test func `the file is called after the constant`() {
        #expect(MigrationFile(name: "create notes", number: 1).fileName == "Migration+CreateNotes.swift")
    }

    @Test func `the file holds number and name`() {
        let text = MigrationFile(name: "create notes", number: 12).text
        #expect(text.contains("static let createNotes = Migration(\n        12,\n        \"create notes\",\n"))
    }

    @Test func `an empty folder begins with one`() async throws {
        try await TemporaryDirectory.with { directory in
            let number = try MigrationFolder(path: directory).nextNumber()
            #expect(number == 1)
        }
    }

    @Test func `the next number follows the greatest of all files`() async throws {
        try await TemporaryDirectory.with { directory in
            try TextFile.write("Migration(3, \"c\")\nMigration( 11 , \"d\")", to: "\(directory)/B.swift")
            try TextFile.write("Migration(\n    4,\n)", to: "\(directory)/A.swift")
            let number = try MigrationFolder(path: directory).nextNumber()
            #expect(number == 12)
        }
    }

    @Test func `other files and other types count for nothing`() async throws {
        try await TemporaryDirectory.with { directory in
            try TextFile.write("Migration(30, \"c\")", to: "\(directory)/notes.txt")
            try TextFile.write("FarMigration(40, 1); schema.migration(50, 1)", to: "\(directory)/A.swift")
            let number = try MigrationFolder(path: directory).nextNumber()
            #expect(number == 1)
        }
    }

    @Test func `a folder that is hidden or a link is not found`() async throws {
        try await TemporaryDirectory.with { directory in
            try TextFile.write("", to: "\(directory)/.build/Migrations/A.swift")
            try TextFile.write("", to: "\(directory)/Sources/Migrations/A.swift")
            try FileManager.default.createSymbolicLink(
                atPath: "\(directory)/Migrations",
                withDestinationPath: "\(directory)/Sources/Migrations"
            )
            let folder = try MigrationFolder.find(below: directory)
            #expect(folder.path == "\(directory)/Sources/Migrations")
        }
    }

    @Test func `of several folders none is taken, and all are named`() async throws {
        try await TemporaryDirectory.with { directory in
            for part in ["A", "B"] { try TextFile.write("", to: "\(directory)/\(part)/Migrations/M.swift") }
            let error = #expect(throws: (any Error).self) { try MigrationFolder.find(below: directory) }
            #expect("\(error.map { "\($0)" } ?? "")".contains("A/Migrations, \(directory)/B/Migrations"))
        }
    }
}
