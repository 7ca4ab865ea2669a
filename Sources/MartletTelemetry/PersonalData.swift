/// What becomes of personal data in logs: e-mail addresses, names, phone numbers and network addresses.
public enum PersonalData: String, Sendable, CaseIterable {
    /// Values are replaced by a keyed hash, network addresses are cut to /24 or /48.
    case hidden
    /// Values are written as they are; secrets stay masked.
    case clear

    /// Reads a choice by its name, in any case; nil when there is no such choice.
    public init?(name: some StringProtocol) {
        self.init(rawValue: name.lowercased())
    }
}
