import CLibpq
import MartletDatabase

/// libpq, which is loaded when the first engine is made: a service on SQLite runs where it is not installed.
enum ClientLibrary {
    private static let problem = unsafe clibpq_load().map { unsafe String(cString: $0) }

    /// Loads the library once for the process; throws `refused` when the system has none that fits.
    static func load() throws {
        guard let problem else { return }
        throw DatabaseError(
            .refused,
            "libpq, the client library of PostgreSQL, cannot be loaded: \(problem); install it (Debian: libpq5)."
        )
    }
}
