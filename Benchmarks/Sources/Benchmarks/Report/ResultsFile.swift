import FoundationEssentials
import MartletPayload
import NIOCore

/// The measurements as a JSON array, one a line, so that versions of the file compare well.
struct ResultsFile {
    let measurements: [Measurement]

    init(_ measurements: [Measurement]) {
        self.measurements = measurements
    }

    /// Reads the measurements of an earlier run; none where there was none.
    init(reading file: URL) throws {
        guard FileManager.default.fileExists(atPath: file.path) else {
            measurements = []
            return
        }
        let text = try String(contentsOf: file, encoding: .utf8)
        measurements = try JSON.decode([Measurement].self, from: ByteBuffer(string: text))
    }

    /// The file after a run: its measurements, together with the stored ones of what was not run where only a part was.
    func merging(_ new: [Measurement], keepsOthers: Bool) -> ResultsFile {
        let subjects = Set(new.map(\.subject))
        return ResultsFile((keepsOthers ? measurements.filter { !subjects.contains($0.subject) } : []) + new)
    }

    func write(to file: URL) throws {
        let lines = try measurements.map { "  " + String(buffer: try JSON.encode($0)) }
        let text = "[\n" + lines.joined(separator: ",\n") + "\n]\n"
        try text.write(to: file, atomically: true, encoding: .utf8)
    }
}
