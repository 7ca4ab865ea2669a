import ArgumentParser
import MartletDatabase

/// Copies the service's database into a file, also while the service runs.
struct BackupCommand<Program: Backend>: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "backup",
            abstract: "Copy the SQLite database into a new file and check it; the service may run."
        )
    }

    @Argument(help: "The file to write; it must not exist yet.")
    var path: String

    func run() async throws {
        try await Program.withAssembly { assembly, _ in
            let engine = try assembly.fileEngine()
            try await engine.backup(to: path)
            print("backed up \(engine.name) to \(path); the copy is checked")
        }
    }
}

/// Puts a backup in the place of the service's database, while the service does not run.
struct RestoreCommand<Program: Backend>: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "restore",
            abstract: "Put a backup in the place of the SQLite database; the service must not run."
        )
    }

    @Argument(help: "The file that backup has written.")
    var path: String

    func run() async throws {
        try await Program.withAssembly { assembly, _ in
            let engine = try assembly.fileEngine()
            let former = try await engine.restore(from: path)
            print("restored \(engine.name) from \(path), which is checked")
            if let former { print("what was there before is kept as \(former)") }
        }
    }
}

extension Assembly {
    /// The engine of the first database, if it keeps a file; throws what to use instead where a server does.
    fileprivate func fileEngine() throws -> any FileEngine {
        guard let engine = databases.first?.engine else {
            preconditionFailure("The service lists no database in its assembly.")
        }
        guard let engine = engine as? any FileEngine else {
            throw ValidationError("\(engine.name) is a server's database; use pg_dump and pg_restore for it.")
        }
        return engine
    }
}
