/// Reads JSON in one pass over its bytes, straight into typed values, and collects what is wrong with them.
///
/// Strict as RFC 8259: every byte is checked, also inside values that nobody asked for. What is not JSON ends the
/// reading; what is JSON but not what the payload declares is noted, and the reading goes on. It lives only while
/// ``JSON/decode(_:from:)`` runs: keep no copy of it. It is not Sendable, because it reads its owner's bytes in place.
public struct JSONReader {
    static let depthLimit = 64
    static let issueLimit = 100

    let bytes: ByteView
    var position = 0
    var depth = 0
    var failure: SyntaxFailure?

    private(set) var issues: [FieldIssue] = []
    private(set) var issueCount = 0
    var path: [PathStep] = []

    var frame = ObjectFrame()
    var skipped: [SkippedField] = []
    var names: [StaticString] = []

    let parameters: Parameters
    var usedParameters: [Bool]
    let hasBody: Bool

    init(_ bytes: ByteView, parameters: Parameters = Parameters(), hasBody: Bool = true) {
        self.bytes = bytes
        self.parameters = parameters
        self.hasBody = hasBody
        usedParameters = Array(repeating: false, count: parameters.entries.count)
    }

    /// Notes that the value just read is not acceptable; its path is added.
    public mutating func refuse(code: StaticString, message: String) {
        note(code, message)
    }

    /// Notes an issue at the current path, or at a field below it.
    mutating func note(_ code: StaticString, _ message: @autoclosure () -> String, at step: PathStep? = nil) {
        issueCount += 1
        guard issues.count < Self.issueLimit else { return }
        let steps = step.map { path + [$0] } ?? path
        issues.append(FieldIssue(path: PathStep.text(of: steps), code: code.description, message: message()))
    }

    /// Ends the reading: the bytes are not JSON.
    mutating func fail(_ reason: StaticString) {
        guard failure == nil else { return }
        failure = SyntaxFailure(reason: reason, offset: min(position, bytes.count))
        position = bytes.count
        frame.isOpen = false
    }

    /// The error that tells everything that is wrong; nil when nothing is.
    var error: PayloadError? {
        if let failure {
            return PayloadError(
                code: .malformed,
                message: "The body is not valid JSON: \(failure.reason) at byte \(failure.offset)."
            )
        }
        guard issueCount > 0 else { return nil }
        return PayloadError(
            code: .invalid,
            message: "The input does not match what is declared.",
            issues: issues,
            isTruncated: issueCount > issues.count
        )
    }
}

@available(*, unavailable)
extension JSONReader: Sendable {}
