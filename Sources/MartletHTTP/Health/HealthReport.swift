import Logging
import MartletContext
import MartletPayload
import MartletResilience

/// What one round of health checks found.
struct HealthReport: Sendable {
    /// One check's result.
    struct Entry: Sendable {
        let name: String
        let isHealthy: Bool
    }

    let entries: [Entry]

    var isHealthy: Bool { entries.allSatisfy(\.isHealthy) }

    init(entries: [Entry]) {
        self.entries = entries
    }

    /// Runs all checks at once, each within its time limit.
    init(running checks: [HealthCheck]) async {
        let found = await withTaskGroup(of: (Int, Bool).self) { group in
            for (index, check) in checks.enumerated() { group.addTask { (index, await Self.passes(check)) } }
            return await group.reduce(into: [Int: Bool]()) { $0[$1.0] = $1.1 }
        }
        entries = checks.enumerated().map { Entry(name: $1.name, isHealthy: found[$0] ?? false) }
    }

    private static func passes(_ check: HealthCheck) async -> Bool {
        do {
            try await withDeadline(check.timeout, of: check.name, operation: check.check)
            return true
        } catch {
            let check: Logger.Metadata = ["check": "\(check.name)"]
            Context.current.logger.warning("health_check_failed", error: error, metadata: check)
            return false
        }
    }
}
