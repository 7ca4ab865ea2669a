import Glibc

/// What the kernel knows of this process, read from `/proc`.
enum ProcessStatistics {
    /// Fields of `/proc/self/stat`, counted from behind the process's name (proc(5) numbers them from 3).
    private enum Field: Int {
        case userTicks = 11
        case systemTicks = 12
        case startTicks = 19
        case virtualBytes = 20
        case residentPages = 21
    }

    static func residentBytes() -> Double? {
        field(.residentPages).map { $0 * Double(sysconf(Int32(_SC_PAGESIZE))) }
    }

    static func virtualBytes() -> Double? {
        field(.virtualBytes)
    }

    static func cpuSeconds() -> Double? {
        guard let user = field(.userTicks), let system = field(.systemTicks) else { return nil }
        return (user + system) / ticksPerSecond
    }

    /// Seconds since 1970 at which the process started.
    static func startTime() -> Double? {
        guard let start = field(.startTicks), let text = read("/proc/stat"),
            let line = text.split(separator: "\n").first(where: { $0.hasPrefix("btime ") }),
            let boot = Double(line.dropFirst("btime ".count))
        else { return nil }
        return boot + start / ticksPerSecond
    }

    static func openDescriptors() -> Double? {
        // The directory stream is opened, read and closed here.
        guard let directory = unsafe opendir("/proc/self/fd") else { return nil }
        defer { unsafe closedir(directory) }
        var count = 0
        while unsafe readdir(directory) != nil { count += 1 }
        // Without `.`, `..` and the descriptor of the directory itself.
        return Double(max(0, count - 3))
    }

    static func descriptorLimit() -> Double? {
        var limit = rlimit()
        guard unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return nil }
        return Double(limit.rlim_cur)
    }

    private static var ticksPerSecond: Double {
        Double(sysconf(Int32(_SC_CLK_TCK)))
    }

    private static func field(_ field: Field) -> Double? {
        // The name in parentheses may hold anything, so fields are counted behind its last parenthesis.
        guard let text = read("/proc/self/stat"), let end = text.lastIndex(of: ")") else { return nil }
        let fields = text[text.index(after: end)...].split(separator: " ")
        return fields.count > field.rawValue ? Double(fields[field.rawValue]) : nil
    }

    /// Reads the first 64 KiB of a file that the kernel makes up.
    private static func read(_ path: String) -> String? {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var text: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 4096)
        while text.count < 64 << 10 {
            // read fills in at most the chunk.
            let count = unsafe Glibc.read(descriptor, &chunk, chunk.count)
            guard count > 0 else { break }
            text.append(contentsOf: chunk[..<count])
        }
        return String(decoding: text, as: UTF8.self)
    }
}
