import Foundation
import Glibc
import Testing

/// A file system of a few megabytes in memory, which can be full and read-only; root alone can have one.
struct SmallDisk {
    let directory: String

    /// Tells whether this process may mount file systems.
    static let isAvailable: Bool = {
        let directory = FileManager.default.temporaryDirectory.appending(path: "martlet-\(UUID().uuidString)").path
        try? FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: directory) }
        guard system("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", directory) else { return false }
        return system("umount", directory)
    }()

    /// Mounts a disk, lends it to a closure and unmounts it.
    static func with(megabytes: Int, _ body: (SmallDisk) async throws -> Void) async throws {
        let directory = FileManager.default.temporaryDirectory.appending(path: "martlet-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        try #require(system("mount", "-t", "tmpfs", "-o", "size=\(megabytes)m", "tmpfs", directory))
        defer {
            _ = system("umount", "--lazy", directory)
            try? FileManager.default.removeItem(atPath: directory)
        }
        try await body(SmallDisk(directory: directory))
    }

    /// Lets nobody write from now on, or everybody again.
    func setReadOnly(_ isReadOnly: Bool) throws {
        try #require(Self.system("mount", "-o", isReadOnly ? "remount,ro" : "remount,rw", directory))
    }

    /// Fills the disk to its last byte.
    func fill() throws {
        let descriptor = unsafe open("\(directory)/filling", O_WRONLY | O_CREAT | O_APPEND, 0o600)
        try #require(descriptor >= 0)
        defer { close(descriptor) }
        for size in [65536, 4096, 1] {
            let bytes = [UInt8](repeating: 0, count: size)
            while unsafe write(descriptor, bytes, size) > 0 {}
        }
    }

    /// Makes the room again that ``fill()`` took.
    func free() throws {
        try FileManager.default.removeItem(atPath: "\(directory)/filling")
    }

    /// Runs a command of the system; throws when it fails.
    static func run(_ command: String...) throws {
        try #require(system(command))
    }

    private static func system(_ command: String...) -> Bool {
        system(command)
    }

    /// Runs a command of the system; false when it fails.
    static func system(_ command: [String]) -> Bool {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = command
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return false }
        process.waitUntilExit()
        return process.terminationStatus == 0
    }
}
