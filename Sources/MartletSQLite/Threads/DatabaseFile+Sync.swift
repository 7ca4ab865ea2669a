import Glibc
import MartletDatabase

extension DatabaseFile {
    /// Waits until the disk has a file, or the names in a directory.
    static func sync(_ path: String) throws {
        try withDescriptor(of: path) { descriptor in
            guard fsync(descriptor) == 0 else { throw DatabaseError(cannotOpen: path, errno) }
        }
    }
}
