import MartletContext
public import MartletDatabase

extension SQLiteEngine: FileEngine {
    /// Writes a copy of the database as it is now into a new file, checks it and waits until the disk has it.
    ///
    /// Works whether this engine is open, another process owns the file, or nobody has it open.
    public func backup(to destination: String) async throws {
        let backup = Backup(source: path, destination: destination)
        try await EngineThread.run { try backup.write() }
    }

    /// Puts a backup in the place of the database, which nobody may have open, and keeps what was there.
    public func restore(from backup: String) async throws -> String? {
        let restoration = Restoration(backup: backup, path: path, moment: Context.current.clock.now)
        return try await EngineThread.run { try restoration.run() }
    }
}
