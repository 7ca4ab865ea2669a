/// Parts that had not finished when the shutdown's time was over.
struct ShutdownOverrun: Error, CustomStringConvertible {
    /// The types of the parts, in the order in which they were drained.
    let parts: [String]

    /// How long the shutdown might have taken.
    let timeout: Duration

    var description: String {
        "Not finished within SHUTDOWN_TIMEOUT of \(timeout) and cut off: \(parts.joined(separator: ", "))."
    }
}
