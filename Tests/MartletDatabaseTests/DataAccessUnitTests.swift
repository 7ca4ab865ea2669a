import Foundation
import Testing

/// How the sources of the kit and of its examples reach the database.
@Suite struct DataAccessUnitTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// The lines of code of the files below a folder, without comments, each with its file's name.
    private func lines(below folder: String, of names: (String) -> Bool = { _ in true }) throws -> [(String, Substring)]
    {
        let folder = Self.root.appending(path: folder)
        let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
        let sources = files?.compactMap { $0 as? URL }.filter { $0.pathExtension == "swift" } ?? []
        #expect(!sources.isEmpty)
        return try sources.filter { names($0.lastPathComponent) }.flatMap { file in
            let code = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
            return code.map { (file.path(percentEncoded: false), $0) }.filter { !$0.1.contains("//") }
        }
    }

    private func isStore(_ name: String) -> Bool {
        name.hasSuffix("Store.swift") || name.contains("Store+")
    }

    @Test func `S0-29 the C clients of databases are imported by their engines alone`() throws {
        for (file, line) in try lines(below: "Sources") + lines(below: "Examples") {
            if line.contains("import CLibpq") { #expect(file.contains("/MartletPostgres/")) }
            if line.contains("import CSQLite") { #expect(file.contains("/MartletSQLite/")) }
        }
    }

    @Test func `S2-04 S2-36 no store opens a transaction or knows a database`() throws {
        let forbidden = /\bDatabase\b|\.(?:read|write)\s*(?:\(isolation|\(once|\{)/
        for folder in ["Sources/MartletJobs", "Examples/Atelier"] {
            let code = try lines(below: folder, of: isStore)
            #expect(!code.isEmpty)
            for (file, line) in code { #expect(try forbidden.firstMatch(in: line) == nil, "\(file): \(line)") }
        }
    }

    @Test func `S4-90 C-04 nothing keeps the handle of a transaction`() throws {
        let stored = /\b(?:let|var)\s+\w+\s*:\s*(?:Transaction|Snapshot)\b/
        for (file, line) in try lines(below: "Sources") + lines(below: "Examples") {
            #expect(try stored.firstMatch(in: line) == nil, "\(file): \(line)")
        }
    }

    @Test func `S2-09 what a store or a service needs is handed to it, and found nowhere else`() throws {
        // Besides `Context.current`, the one ambient value: no shared instance, no registry, no variable of the process.
        let global = /\.shared\b|\bstatic var \w+[^{]*$|\b(?:Registry|Locator)\b|ProcessInfo|getenv/
        for folder in ["Sources/MartletJobs", "Examples/Atelier"] {
            let code = try lines(below: folder) { isStore($0) || $0.contains("Service") }
            #expect(!code.isEmpty)
            for (file, line) in code { #expect(try global.firstMatch(in: line) == nil, "\(file): \(line)") }
        }
    }

    @Test func `S4-92 C-05 nobody but an engine says COMMIT or ROLLBACK`() throws {
        let engines = ["/MartletPostgres/", "/MartletSQLite/", "/MartletTesting/"]
        let code = try lines(below: "Sources") + lines(below: "Examples")
        for (file, line) in code where !engines.contains(where: file.contains) {
            #expect(try /"(?:COMMIT|ROLLBACK|BEGIN)\b/.firstMatch(in: line) == nil, "\(file): \(line)")
        }
    }

    @Test func `S2-37 the database modules have no mutable global state`() throws {
        for module in ["MartletDatabase", "MartletPostgres", "MartletSQLite"] {
            for (file, line) in try lines(below: "Sources/\(module)") where line.contains("static var") {
                #expect(line.contains("{"), "\(file): \(line)")
            }
        }
    }

    @Test func `S4-85 no text made at run time becomes a statement`() throws {
        // A statement's text is a StaticString, so such a text has no way in but the engines' own commands.
        let commands = try lines(below: "Sources").filter { $0.1.contains("PQsendQuery(") }
        #expect(commands.allSatisfy { $0.0.contains("/MartletPostgres/Connection/") })
    }
}
