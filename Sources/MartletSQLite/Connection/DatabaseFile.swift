import Glibc
import MartletDatabase

/// The place of a database file on the disk.
enum DatabaseFile {
    /// Creates the directory and the file, for this user only, where they are missing; returns the file's real path.
    static func prepare(_ path: String) throws -> String {
        try createDirectory(directory(of: path))
        do { try create(path) } catch { if !exists(path) { throw error } }
        return try resolve(path)
    }

    /// Creates an empty file, for this user only; throws where there is one.
    ///
    /// A file that is there is never opened here: closing it would end the locks that SQLite has on it in this process.
    static func create(_ path: String) throws {
        let descriptor = unsafe Glibc.open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw DatabaseError(cannotOpen: path, errno) }
        Glibc.close(descriptor)
    }

    /// Tells whether there is something at a path.
    static func exists(_ path: String) -> Bool {
        unsafe access(path, F_OK) == 0
    }

    /// Throws `readOnly` when a file, or the directory in which the files beside it are made, must not be changed.
    static func checkWritable(_ path: String) throws {
        for path in [path, directory(of: path)] {
            guard unsafe access(path, W_OK) == 0 else { throw DatabaseError(cannotOpen: path, errno) }
        }
    }

    /// Tells whether the file at a path has no bytes, or is not there.
    static func isEmpty(_ path: String) -> Bool {
        var facts = stat()
        return unsafe stat(path, &facts) != 0 || facts.st_size == 0
    }

    /// The directory that a path lies in.
    static func directory(of path: String) -> String {
        path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    }

    /// The real path of a file that is there.
    static func resolve(_ path: String) throws -> String {
        guard let resolved = unsafe realpath(path, nil) else { throw DatabaseError(cannotOpen: path, errno) }
        defer { unsafe free(resolved) }
        return unsafe String(cString: resolved)
    }

    private static func createDirectory(_ path: String) throws {
        guard unsafe mkdir(path, 0o700) != 0, errno != EEXIST else { return }
        guard errno == ENOENT, let slash = path.lastIndex(of: "/"), slash != path.startIndex else {
            throw DatabaseError(cannotOpen: path, errno)
        }
        try createDirectory(String(path[..<slash]))
        guard unsafe mkdir(path, 0o700) == 0 || errno == EEXIST else { throw DatabaseError(cannotOpen: path, errno) }
    }
}

extension DatabaseError {
    /// The system refused to open or create a file.
    init(cannotOpen path: String, _ code: Int32) {
        let reason = unsafe String(cString: strerror(code))
        switch code {
        case EACCES, EPERM, EROFS:
            self.init(.readOnly, "'\(path)' cannot be written (\(reason)); give this user the right to write it.")
        case ENOSPC, EDQUOT:
            self.init(.full, "'\(path)' cannot be created (\(reason)); free space on the disk.")
        default:
            self.init(.connection, "'\(path)' cannot be opened (\(reason)); check the path.")
        }
    }
}
