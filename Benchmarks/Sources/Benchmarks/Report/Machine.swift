import FoundationEssentials
import MartletContext

/// The machine that is measured on, and when.
enum Machine {
    static var description: String {
        let information = (try? String(contentsOf: URL(filePath: "/proc/cpuinfo"), encoding: .utf8)) ?? ""
        let model = information.split(separator: "\n").first { $0.hasPrefix("model name") }
        let name = model?.split(separator: ":").last?.drop { $0 == " " } ?? "unknown processor"
        return "\(ProcessInfo.processInfo.activeProcessorCount) × \(name), \(SystemTime().now)"
    }
}
