/// The measurements as a table of Markdown, its columns aligned.
struct ResultsTable: CustomStringConvertible {
    private let rows: [[String]]

    init(_ measurements: [Measurement]) {
        rows =
            [["name", "figure", "unit", "against", "ratio", "bar", ""]]
            + measurements.map { one in
                [
                    one.name, Measurement.text(one.figure), one.unit, one.against ?? "",
                    one.ratio.map { "\($0)" } ?? "", one.bar?.description ?? "",
                    one.isMet.map { $0 ? "met" : "MISSED" } ?? "",
                ]
            }
    }

    var description: String {
        let widths = rows[0].indices.map { column in max(3, rows.map(\.[column].count).max() ?? 0) }
        var lines = rows.map { line($0, widths) }
        lines.insert(line(widths.map { String(repeating: "-", count: $0) }, widths), at: 1)
        return lines.joined(separator: "\n")
    }

    private func line(_ cells: [String], _ widths: [Int]) -> String {
        let padded = zip(cells, widths).map { $0 + String(repeating: " ", count: max(0, $1 - $0.count)) }
        return "| " + padded.joined(separator: " | ") + " |"
    }
}
