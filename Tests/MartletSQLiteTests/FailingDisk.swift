import Foundation
import Testing

/// A file system on a file of a few megabytes, which a failure makes read-only while files on it are open; root alone can
/// have one.
struct FailingDisk {
    let directory: String
    private let image: String

    /// Tells whether this process may mount such a file system.
    static let isAvailable: Bool = {
        guard let disk = try? FailingDisk() else { return false }
        defer { disk.remove() }
        return (try? disk.control) != nil
    }()

    /// Mounts a disk, lends it to a closure and unmounts it.
    static func with(_ body: (FailingDisk) async throws -> Void) async throws {
        let disk = try FailingDisk()
        defer { disk.remove() }
        try await body(disk)
    }

    private init() throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "martlet-\(UUID().uuidString)").path
        (directory, image) = (path, path + ".ext4")
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        try Data(count: 16 << 20).write(to: URL(filePath: image))
        do {
            try SmallDisk.run("mkfs.ext4", "-q", "-F", image)
            try SmallDisk.run("mount", "-o", "loop,errors=remount-ro", image, directory)
        } catch {
            remove()
            throw error
        }
    }

    /// Has the kernel notice a failure of the disk, after which it takes no more writes.
    func fail() throws {
        try "the test".write(toFile: control, atomically: false, encoding: .utf8)
    }

    /// Takes the disk away and brings it back repaired.
    func repair() throws {
        try SmallDisk.run("umount", directory)
        // Its exit status tells that it has mended something.
        _ = SmallDisk.system(["e2fsck", "-p", image])
        try SmallDisk.run("mount", "-o", "loop", image, directory)
    }

    /// The file of the kernel that a failure is asked of with.
    private var control: String {
        get throws {
            let mounts = try String(contentsOfFile: "/proc/mounts", encoding: .utf8).split(separator: "\n")
            let mount = try #require(mounts.first { $0.split(separator: " ").dropFirst().first == directory[...] })
            let device = try #require(mount.split(separator: " ").first?.split(separator: "/").last)
            let control = "/sys/fs/ext4/\(device)/trigger_fs_error"
            try #require(FileManager.default.isWritableFile(atPath: control))
            return control
        }
    }

    private func remove() {
        _ = SmallDisk.system(["umount", "--lazy", directory])
        try? FileManager.default.removeItem(atPath: directory)
        try? FileManager.default.removeItem(atPath: image)
    }
}
