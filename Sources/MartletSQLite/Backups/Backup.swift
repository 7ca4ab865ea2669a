import Glibc
import MartletDatabase

/// A copy of a database in a file of its own, complete and checked before it has its name.
///
/// It is read through a connection that never moves or ends the log, which is its owner's alone, so the service goes on
/// reading and writing; the log keeps what is written until the copy is made.
struct Backup {
    let source: String
    let destination: String

    /// Writes the copy; throws without leaving anything at the destination.
    func write() throws {
        let file = try DatabaseFile.resolve(source)
        guard !DatabaseFile.exists(destination) else {
            throw DatabaseError(
                .connection,
                "'\(destination)' exists already; a backup replaces nothing, so name another file."
            )
        }
        let partial = "\(destination).partial-\(getpid())"
        DatabaseFile.remove(partial)
        defer { DatabaseFile.remove(partial) }
        try DatabaseFile.create(partial)
        try Self.read(file) { try $0.copy(into: partial) }
        try Self.read(partial) { try $0.checkIntegrity() }
        try DatabaseFile.sync(partial)
        try DatabaseFile.link(partial, as: destination)
        try DatabaseFile.sync(DatabaseFile.directory(of: destination))
    }

    private static func read(_ path: String, _ body: (SQLiteConnection) throws -> Void) throws {
        let configuration = SQLiteEngine.Configuration()
        let connection = try SQLiteConnection(path: path, role: .reader, configuration: configuration)
        defer { connection.close() }
        try body(connection)
    }
}
