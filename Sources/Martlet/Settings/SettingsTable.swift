/// A service's settings as a Markdown table, as it stands in a README.
public struct SettingsTable: CustomStringConvertible, Sendable {
    private let records: [SettingRecord]

    /// Creates a table of declared settings.
    public init(_ records: [SettingRecord]) {
        self.records = records
    }

    /// The table, a line a setting.
    public var description: String {
        let rows = records.map { record in
            let standard = record.isSecret ? "secret" : record.standard.map { $0.isEmpty ? "" : "`\($0)`" } ?? ""
            return "| `\(record.variable)` | \(standard) | \(record.about) |"
        }
        return (["| setting | default | what for |", "|---|---|---|"] + rows).joined(separator: "\n")
    }
}
