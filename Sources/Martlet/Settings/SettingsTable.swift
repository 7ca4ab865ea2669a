/// A service's settings as a Markdown table, as it stands in a README.
public struct SettingsTable: CustomStringConvertible, Sendable {
    private let records: [SettingRecord]

    /// Creates a table of declared settings.
    public init(_ records: [SettingRecord]) {
        self.records = records
    }

    /// Creates the table of a service: everything that it declares when it is assembled for development.
    ///
    /// A test compares it with the service's README. Throws what the service throws when nothing is configured.
    public init(of program: (some Backend).Type) throws {
        let settings = try Settings(SettingSources(variables: ["ENVIRONMENT": "development"]))
        _ = try LogSettings(settings)
        _ = try Service(program, settings: settings)
        self.init(settings.declared)
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
