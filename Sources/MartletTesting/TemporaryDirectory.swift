import FoundationEssentials

/// A directory that exists for one test.
public enum TemporaryDirectory: Sendable {
    /// Creates a directory, lends its path to a closure and removes it with all that is in it.
    public static func with<Success>(_ body: (_ path: String) async throws -> Success) async throws -> Success {
        let directory = FileManager.default.temporaryDirectory.appendingPathComponent("martlet-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: directory) }
        return try await body(directory.path)
    }
}
