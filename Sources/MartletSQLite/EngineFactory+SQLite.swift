public import MartletDatabase

extension EngineFactory {
    /// SQLite, for URLs `sqlite://path`: relative to the working directory unless the path begins with `/`.
    public static let sqlite = EngineFactory(schemes: ["sqlite"]) { url, _ in
        let path = url.hasPrefix("sqlite://") ? url.dropFirst("sqlite://".count) : ""
        guard !path.isEmpty, !path.contains("?") else {
            throw DatabaseError(.connection, "A URL of SQLite has the form sqlite://path, without options.")
        }
        return SQLiteEngine(path: String(path))
    }
}
