/// An engine whose database is a file of this machine, which is copied while it is used and put back while it is not.
public protocol FileEngine: DatabaseEngine {
    /// Writes a copy of the database as it is now into a new file, checks it and waits until the disk has it.
    ///
    /// Reads only, so a process that does not own the database may do it while another one does.
    ///
    /// - Parameter destination: The path of the file; there must be none.
    /// - Throws: A ``DatabaseError`` when the copy cannot be made or is damaged; then there is no file.
    func backup(to destination: String) async throws

    /// Puts a backup in the place of the database, in one step and after it was checked.
    ///
    /// - Parameter backup: The path of a file that ``backup(to:)`` wrote.
    /// - Returns: The path under which the former database is kept, or nil when there was none.
    /// - Throws: A ``DatabaseError``: `owned` while an engine has the database open, `corrupted` when the backup is
    ///   damaged; then the former database is in its place.
    func restore(from backup: String) async throws -> String?
}
