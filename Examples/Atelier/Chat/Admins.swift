import Martlet

/// The people who may administrate the service, by their Telegram ids.
struct Admins: Sendable {
    private let ids: Set<Int64>

    init(_ ids: Set<Int64>) {
        self.ids = ids
    }

    /// Reads `ADMIN_IDS`: whole numbers separated by commas, with spaces around them; none means nobody.
    ///
    /// Spaces inside an entry are a forgotten comma, and joining what they part would make a stranger an administrator.
    init(_ settings: Settings) throws {
        let text = try settings.value("ids", default: "", about: "Telegram ids of administrators, separated by commas.")
        var ids: Set<Int64> = []
        for entry in text.split(separator: ",") {
            let number = entry.trimmed
            guard !number.isEmpty else { continue }
            guard let id = Int64(number) else {
                throw settings.unusable("ids", "whole numbers separated by commas; '\(number)' is none")
            }
            ids.insert(id)
        }
        self.ids = ids
    }

    /// Tells whether a person is an administrator.
    func contains(_ id: Int64) -> Bool {
        ids.contains(id)
    }
}
