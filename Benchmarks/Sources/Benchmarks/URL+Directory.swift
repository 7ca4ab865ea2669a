import FoundationEssentials

extension URL {
    /// Makes a new, empty directory in this one and returns its path.
    func makeDirectory() throws -> String {
        let directory = appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        return directory.path
    }
}
