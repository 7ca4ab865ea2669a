import FoundationEssentials
import MartletPayload
import NIOCore

/// The measurements as a JSON array, one a line, so that versions of the file compare well.
struct ResultsFile {
    let measurements: [Measurement]

    init(_ measurements: [Measurement]) {
        self.measurements = measurements
    }

    func write(to file: URL) throws {
        let lines = try measurements.map { "  " + String(buffer: try JSON.encode($0)) }
        let text = "[\n" + lines.joined(separator: ",\n") + "\n]\n"
        try text.write(to: file, atomically: true, encoding: .utf8)
    }
}
