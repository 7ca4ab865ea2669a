import FoundationEssentials

/// A file that a test writes.
enum TextFile {
    /// Writes a text into a file, whose folder is made where it is missing.
    static func write(_ text: String, to path: String) throws {
        let file = URL(filePath: path)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(),
            withIntermediateDirectories: true
        )
        try Data(text.utf8).write(to: file)
    }
}
