import Glibc

/// The shape of a log line.
public enum LogFormat: String, Sendable, CaseIterable {
    /// One JSON object a line, for machines.
    case json
    /// A bracketed line with `key=value` fields, for a person at a terminal.
    case console

    /// Reads a format by its name, in any case; nil when there is no such format.
    public init?(name: some StringProtocol) {
        self.init(rawValue: name.lowercased())
    }

    /// Returns the format used when none is set: ``console`` in development on a terminal, ``json`` everywhere else.
    public static func standard(inDevelopment: Bool, descriptor: Int32 = 2) -> LogFormat {
        inDevelopment && isatty(descriptor) == 1 ? .console : .json
    }
}
