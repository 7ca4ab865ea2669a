/// Why a picture cannot be fetched.
struct PictureError: Error, CustomStringConvertible {
    /// Whether it is of no use to try again.
    let isFinal: Bool

    private let reason: String

    init(isFinal: Bool, _ reason: String) {
        self.isFinal = isFinal
        self.reason = reason
    }

    var description: String { "The picture cannot be fetched: \(reason)." }
}
