/// A setting that stops the start, in a sentence that names it.
public struct SettingsError: Error, Hashable, CustomStringConvertible {
    /// The variable concerned, for example `HTTP_PORT`.
    public let variable: String

    /// What the value must be.
    public let expectation: String

    /// Creates an error that completes the sentence "HTTP_PORT must be …".
    public init(variable: String, expectation: String) {
        self.variable = variable
        self.expectation = expectation
    }

    /// The whole sentence.
    public var description: String {
        "\(variable) must be \(expectation)."
    }
}
