public import MartletTelemetry

/// A type that a setting's text is read as.
public protocol SettingValue: Sendable {
    /// Reads a value; nil when the text is malformed.
    init?(settingText: String)

    /// The value as it would be written in a `.env` file.
    var settingText: String { get }

    /// What a value must be; completes the sentence "HTTP_PORT must be …".
    static var expectation: String { get }
}

extension String: SettingValue {
    /// Takes the text as it is.
    public init?(settingText: String) { self = settingText }
    /// The text.
    public var settingText: String { self }
    /// What a value must be.
    public static var expectation: String { "text" }
}

extension Int: SettingValue {
    /// Reads decimal digits.
    public init?(settingText: String) { self.init(settingText) }
    /// The number in decimal digits.
    public var settingText: String { description }
    /// What a value must be.
    public static var expectation: String { "a whole number" }
}

extension Bool: SettingValue {
    /// Reads `true` or `false`.
    public init?(settingText: String) { self.init(settingText) }
    /// `true` or `false`.
    public var settingText: String { description }
    /// What a value must be.
    public static var expectation: String { "true or false" }
}

extension Duration: SettingValue {
    /// Reads seconds, with or without a fraction.
    public init?(settingText: String) {
        guard let seconds = Double(settingText), (0...1e9).contains(seconds) else { return nil }
        self = .milliseconds(Int64((seconds * 1000).rounded()))
    }
    /// The seconds.
    public var settingText: String {
        let milliseconds = self / .milliseconds(1)
        return milliseconds.truncatingRemainder(dividingBy: 1000) == 0
            ? "\(Int(milliseconds / 1000))" : "\(milliseconds / 1000)"
    }
    /// What a value must be.
    public static var expectation: String { "a number of seconds" }
}

extension SettingValue where Self: RawRepresentable & CaseIterable, RawValue == String {
    /// Reads the name of a case, in any case of its letters.
    public init?(settingText: String) { self.init(rawValue: settingText.lowercased()) }
    /// The name of the case.
    public var settingText: String { rawValue }
    /// What a value must be.
    public static var expectation: String { allCases.map(\.rawValue).joined(separator: ", ") + " (one of these)" }
}

extension Environment: SettingValue {}
extension LogLevel: SettingValue {}
extension LogFormat: SettingValue {}
extension PersonalData: SettingValue {}
