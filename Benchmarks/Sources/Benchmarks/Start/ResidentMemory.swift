import FoundationEssentials

/// The memory that a process holds, as the kernel counts it.
enum ResidentMemory {
    /// Returns `VmRSS` in megabytes of 1,048,576 bytes.
    static func megabytes(of process: Int32) throws -> Double {
        let status = try String(contentsOf: URL(filePath: "/proc/\(process)/status"), encoding: .utf8)
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
        guard let kilobytes = line.flatMap({ Double($0.filter(\.isNumber)) }) else {
            throw BenchmarkError("The kernel does not tell the memory of process \(process).")
        }
        return kilobytes / 1024
    }
}
