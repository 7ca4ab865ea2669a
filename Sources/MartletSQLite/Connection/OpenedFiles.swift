import Glibc
import MartletDatabase

/// The database file and its log as they were opened, to notice when their paths lead elsewhere.
///
/// A file that is removed or replaced lives on for those who have it open; what they write is lost with them.
struct OpenedFiles {
    private struct Identity: Equatable {
        let device: dev_t
        let inode: ino_t
        let bytes: Int

        static func == (one: Identity, other: Identity) -> Bool {
            one.device == other.device && one.inode == other.inode
        }
    }

    private let path: String
    private let log: String
    private let identities: [Identity?]

    /// Remembers the files of a connection that has just been opened.
    init(of path: String) throws {
        self.path = path
        log = try DatabaseFile.resolve(path) + "-wal"
        identities = [Self.identity(of: path), Self.identity(of: log)]
    }

    /// Throws `connection` when the paths do not lead to these files any more; returns the bytes of the log.
    @discardableResult
    func check() throws -> Int {
        var bytes = 0
        for (path, opened) in zip([path, log], identities) {
            let found = Self.identity(of: path)
            bytes = found?.bytes ?? 0
            if found == nil || found != opened {
                let fate = found == nil ? "is gone" : "is another one than the service has opened"
                throw DatabaseError(
                    .connection,
                    """
                    The database's file at '\(path)' \(fate), so nothing is read or written; put it back together with \
                    the files beside it, or restart the service to go on with what is there.
                    """
                )
            }
        }
        return bytes
    }

    private static func identity(of path: String) -> Identity? {
        var facts = stat()
        guard unsafe stat(path, &facts) == 0 else { return nil }
        return Identity(device: facts.st_dev, inode: facts.st_ino, bytes: Int(facts.st_size))
    }
}
