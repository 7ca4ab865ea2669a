/// An error of this module.
public struct TelemetryError: Error, CustomStringConvertible {
    /// What went wrong.
    public struct Code: Sendable, Hashable, CustomStringConvertible {
        /// The code's stable name.
        public let description: String

        /// The thread or the signal that the log output needs could not be made.
        public static let outputNotStarted = Code(description: "outputNotStarted")
    }

    /// What went wrong.
    public let code: Code

    /// What the operator should know and do next.
    public let message: String

    /// Where the error was made.
    public let location: String

    /// The code, what happened and what to do next.
    public var description: String {
        "\(code): \(message) (\(location))"
    }

    init(_ code: Code, _ message: String, file: StaticString = #fileID, line: UInt = #line) {
        self.code = code
        self.message = message
        location = "\(file):\(line)"
    }
}
