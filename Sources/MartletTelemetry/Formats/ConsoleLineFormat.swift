import Logging

/// A line for a person: `07:46:00.123 INFO     [HTTP] request_completed status=200`.
struct ConsoleLineFormat: LineFormat {
    let hasColours: Bool

    func append(_ record: LogRecord, scrubber: FieldScrubber, to line: inout [UInt8]) {
        line.append(timeOf: record.timestamp)
        line.append(UInt8(ascii: " "))
        append(record.level, to: &line)
        let tag = record.fields.first { $0.name == "tag" }?.value.description
        line.append(" [" as StaticString)
        scrubber.append(tag ?? record.logger, limit: LineLimits.name, to: &line)
        line.append("] " as StaticString)
        scrubber.append(record.event, to: &line)
        var omitted = 0
        for field in record.fields where field.name != "tag" {
            let start = line.count
            append(field.name, field.value, scrubber: scrubber, to: &line)
            guard line.count > LineLimits.fields else { continue }
            line.removeSubrange(start...)
            omitted += 1
        }
        if omitted > 0 { append("fields_omitted", .string(String(omitted)), scrubber: scrubber, to: &line) }
        let ends: [(String, String?)] = [
            ("correlation_id", record.correlation), ("source", record.source), ("error_type", record.failure?.type),
            ("error_causes", record.failure.flatMap { $0.causes.isEmpty ? nil : $0.causes.joined(separator: ",") }),
            ("error", record.failure?.text),
        ]
        for case (let name, let text?) in ends {
            append(name, .string(text), scrubber: scrubber, to: &line)
        }
        line.append(UInt8(ascii: "\n"))
    }

    private func append(_ level: LogLevel, to line: inout [UInt8]) {
        if hasColours {
            let colour: StaticString =
                switch level {
                case .debug: "\u{1B}[2m"
                case .info: "\u{1B}[32m"
                case .warning: "\u{1B}[33m"
                case .error: "\u{1B}[31m"
                case .critical: "\u{1B}[1;31m"
                }
            line.append(colour)
        }
        line.append(level.label)
        if hasColours { line.append("\u{1B}[0m" as StaticString) }
        for _ in level.label.utf8CodeUnitCount..<8 { line.append(UInt8(ascii: " ")) }
    }

    private func append(
        _ name: String,
        _ value: Logger.MetadataValue,
        scrubber: FieldScrubber,
        to line: inout [UInt8]
    ) {
        line.append(UInt8(ascii: " "))
        scrubber.append(name, limit: LineLimits.name, to: &line)
        line.append(UInt8(ascii: "="))
        append(value, as: scrubber.kind(of: name), scrubber: scrubber, depth: 0, to: &line)
    }

    private func append(
        _ value: Logger.MetadataValue,
        as kind: FieldKind,
        scrubber: FieldScrubber,
        depth: Int,
        to line: inout [UInt8]
    ) {
        let start = line.count
        let isClosed = kind == .secret || depth == LineLimits.depth
        switch LoggedValue(value) {
        case .literal(let text), .text(let text):
            scrubber.append(text, as: kind, to: &line)
            quote(from: start, in: &line)
        case .list where isClosed, .object where isClosed:
            line.append(kind == .secret ? Redactor.mask : "…")
        case .list(let values):
            line.append(UInt8(ascii: "["))
            for (index, value) in values.enumerated() where line.count - start <= LineLimits.value {
                if index > 0 { line.append(UInt8(ascii: " ")) }
                append(value, as: kind, scrubber: scrubber, depth: depth + 1, to: &line)
            }
            line.append(UInt8(ascii: "]"))
        case .object(let fields):
            line.append(UInt8(ascii: "{"))
            for (index, field) in fields.enumerated() where line.count - start <= LineLimits.value {
                if index > 0 { line.append(UInt8(ascii: " ")) }
                scrubber.append(field.name, limit: LineLimits.name, to: &line)
                line.append(UInt8(ascii: "="))
                let own = scrubber.kind(of: field.name)
                append(field.value, as: own == .plain ? kind : own, scrubber: scrubber, depth: depth + 1, to: &line)
            }
            line.append(UInt8(ascii: "}"))
        }
    }

    /// Puts a value in quotes when it is empty or holds what would end it: a space, a quote or an equals sign.
    private func quote(from start: Int, in line: inout [UInt8]) {
        let needsQuotes =
            start == line.count
            || line[start...].contains {
                $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "=")
            }
        guard needsQuotes else { return }
        line.insert(UInt8(ascii: "\""), at: start)
        line.append(UInt8(ascii: "\""))
    }
}
