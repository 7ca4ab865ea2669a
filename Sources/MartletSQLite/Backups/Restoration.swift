import Glibc
import MartletContext
import MartletDatabase

/// A backup's return: it takes the database's place in one step, after it was copied beside it and checked.
///
/// Whenever it is interrupted, the database's name leads to the old one or the new one, whole. The old one is kept.
struct Restoration {
    let backup: String
    let path: String
    let moment: Instant

    /// Puts the copy in place; returns the name under which the former database is kept, nil when there was none.
    func run() throws -> String? {
        let backup = try DatabaseFile.resolve(backup)
        let file = try DatabaseFile.prepare(path)
        guard backup != file else {
            throw DatabaseError(.connection, "'\(backup)' is the database itself; name a backup of it.")
        }
        return try FileLock.holding(file) {
            let copy = "\(file).restoring"
            defer { Self.remove(copy) }
            Self.remove(copy)
            try copyBackup(backup, to: copy)
            let aside = try setAside(file)
            try DatabaseFile.rename(copy, to: file)
            try DatabaseFile.sync(DatabaseFile.directory(of: file))
            return aside
        }
    }

    /// Copies a backup, with the log that a file copied by hand may have beside it, into one file, and checks it.
    private func copyBackup(_ backup: String, to copy: String) throws {
        // An empty file is a database without tables to SQLite.
        guard !DatabaseFile.isEmpty(backup) else { throw DatabaseError(.corrupted, "'\(backup)' is empty.") }
        try DatabaseFile.copy(backup, to: copy)
        if DatabaseFile.exists("\(backup)-wal") { try DatabaseFile.copy("\(backup)-wal", to: "\(copy)-wal") }
        do {
            try Self.openAlone(copy) { try $0.checkIntegrity() }
        } catch let error as DatabaseError where error.code == .corrupted {
            throw DatabaseError(.corrupted, "'\(backup)' is no good backup, use another one: \(error.message)")
        }
        try DatabaseFile.sync(copy)
    }

    /// Gives the database that is there a second name; nil when there is none yet.
    ///
    /// Its log goes into it before: beside another file it would be taken for that one's. Where the database is too
    /// damaged for that, the log is kept beside it.
    private func setAside(_ file: String) throws -> String? {
        guard !DatabaseFile.isEmpty(file) || DatabaseFile.exists("\(file)-wal") else { return nil }
        let aside = "\(file).before-restore-\(moment.description.filter(\.isNumber))"
        if DatabaseFile.exists("\(file)-wal") { try DatabaseFile.link("\(file)-wal", as: "\(aside)-wal") }
        do {
            try Self.openAlone(file)
            DatabaseFile.remove("\(aside)-wal")
        } catch let error as DatabaseError where error.code == .corrupted {
            for suffix in ["-wal", "-shm"] { DatabaseFile.remove(file + suffix) }
        }
        try DatabaseFile.link(file, as: aside)
        try DatabaseFile.sync(DatabaseFile.directory(of: file))
        return aside
    }

    /// Opens a file that nobody else has open, so that its log goes into it, and closes it again.
    private static func openAlone(_ path: String, _ body: (SQLiteConnection) throws -> Void = { _ in }) throws {
        let configuration = SQLiteEngine.Configuration()
        let connection = try SQLiteConnection(path: path, role: .alone, configuration: configuration)
        defer { connection.close() }
        try connection.checkIsAlone(in: path)
        try body(connection)
    }

    private static func remove(_ copy: String) {
        for suffix in ["", "-wal", "-shm", "-journal"] { DatabaseFile.remove(copy + suffix) }
    }
}
