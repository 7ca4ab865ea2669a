import Glibc
import MartletDatabase

/// The place of a database file on the disk.
enum DatabaseFile {
    /// Creates the directory and the file, for this user only, where they are missing; returns the file's real path.
    static func prepare(_ path: String) throws -> String {
        let directory = path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
        try createDirectory(directory)
        let descriptor = unsafe Glibc.open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw DatabaseError(cannotOpen: path, errno) }
        Glibc.close(descriptor)
        return try resolve(path)
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
