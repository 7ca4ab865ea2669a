import Foundation
import Logging
import Testing

@testable import MartletTelemetry

/// Logs through an output of its own and reads the lines back.
struct LogRig {
    let capture = LogCapture()
    let output: LogOutput
    let logger: Logger

    init(_ settings: LogSettings = LogSettings(level: .debug), label: String = "martlet.test") {
        output = LogOutput(settings, capture: capture)
        logger = output.makeLogger(label: label)
    }

    /// The only line, as an independent parser reads it.
    func object() throws -> [String: Any] {
        let line = try #require(capture.lines.first)
        #expect(capture.lines.count == 1)
        return try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    }
}
