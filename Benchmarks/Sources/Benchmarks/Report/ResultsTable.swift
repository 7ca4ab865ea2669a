/// The measurements as a table of Markdown, its columns aligned, beside those that are stored.
struct ResultsTable: CustomStringConvertible {
    private let rows: [[String]]

    init(_ measurements: [Measurement], stored: [Measurement]) {
        let before = Dictionary(stored.map { ($0.subject, $0) }) { first, _ in first }
        rows =
            [["name", "figure", "unit", "against", "ratio", "bar", "", "stored", ""]]
            + measurements.map { one in
                let old = before[one.subject]
                return [
                    one.name, Measurement.text(one.figure), one.unit, one.against ?? "",
                    one.ratio.map { "\($0)" } ?? "", one.bar?.description ?? "",
                    one.isMet.map { $0 ? "met" : "MISSED" } ?? "",
                    old.map { old in old.ratio.map { "\($0)" } ?? Measurement.text(old.figure) } ?? "",
                    old.map { one.isWorse(than: $0) } == true ? "WORSE" : "",
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
