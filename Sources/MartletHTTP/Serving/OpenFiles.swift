import Glibc

/// The process's limit of open files.
enum OpenFiles {
    /// Files that databases, logs and outbound calls need beside the server's connections.
    private static let reserve = 128

    /// How many connections a server may open.
    static var connectionLimit: Int {
        var limit = rlimit()
        guard unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return 512 }
        return max(16, Int(clamping: limit.rlim_cur) - reserve)
    }
}
