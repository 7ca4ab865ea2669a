import ArgumentParser
import FoundationEssentials

/// A folder in which each migration is a Swift file.
struct MigrationFolder {
    /// The folder's path.
    let path: String

    /// Finds the only folder called `Migrations` below a directory; what is hidden and what others wrote is passed over.
    static func find(below directory: String) throws -> MigrationFolder {
        var found: [String] = []
        var open = [directory]
        while let next = open.popLast() {
            for name in try FileManager.default.contentsOfDirectory(atPath: next) where !name.hasPrefix(".") {
                let path = next == "." ? name : "\(next)/\(name)"
                var isDirectory = false
                guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory), isDirectory,
                    (try? FileManager.default.destinationOfSymbolicLink(atPath: path)) == nil
                else { continue }
                if name == "Migrations" { found.append(path) } else { open.append(path) }
            }
        }
        guard let only = found.first, found.count == 1 else {
            throw ValidationError(
                found.isEmpty
                    ? "There is no folder called Migrations here; make one, or name another with --folder."
                    : "There are several folders called Migrations: \(found.sorted().joined(separator: ", ")). "
                        + "Choose one with --folder."
            )
        }
        return MigrationFolder(path: only)
    }

    /// Returns the number after the greatest one of the folder's migrations.
    func nextNumber() throws -> Int {
        var isDirectory = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory), isDirectory else {
            throw ValidationError("There is no folder '\(path)'; make it first.")
        }
        let names = try FileManager.default.contentsOfDirectory(atPath: path).filter { $0.hasSuffix(".swift") }
        let numbers = try names.flatMap { name in
            try String(contentsOfFile: "\(path)/\(name)", encoding: .utf8).matches(of: /\bMigration\(\s*([0-9]+)\s*,/)
                .compactMap { Int($0.1) }
        }
        return (numbers.max() ?? 0) + 1
    }

    /// Writes a migration's file, unless it exists, and returns its path.
    func add(_ file: MigrationFile) throws -> String {
        let path = "\(path)/\(file.fileName)"
        guard !FileManager.default.fileExists(atPath: path) else {
            throw ValidationError("'\(path)' exists already; choose another name.")
        }
        try Data(file.text.utf8).write(to: URL(filePath: path))
        return path
    }
}
