import Logging

/// One JSON object a line.
struct JSONLineFormat: LineFormat {
    func append(_ record: LogRecord, scrubber: FieldScrubber, to line: inout [UInt8]) {
        line.append(#"{"timestamp":""# as StaticString)
        line.append(record.timestamp)
        line.append(#"","level":""# as StaticString)
        line.append(record.level.label)
        line.append(UInt8(ascii: "\""))
        let short = JSONField(scrubber: scrubber, limit: LineLimits.name)
        let long = JSONField(scrubber: scrubber, limit: LineLimits.value)
        short.append("logger", record.logger, to: &line)
        long.append("event", record.event, to: &line)
        if let correlation = record.correlation { short.append("correlation_id", correlation, to: &line) }
        append(record.fields, with: long, to: &line)
        if let source = record.source { short.append("source", source, to: &line) }
        if let failure = record.failure {
            if let type = failure.type { short.append("error_type", type, to: &line) }
            if !failure.causes.isEmpty {
                short.append("error_causes", .array(failure.causes.map { .string($0) }), to: &line)
            }
            long.append("error", failure.text, to: &line)
        }
        line.append("}\n" as StaticString)
    }

    /// Appends fields until the line is full; those that do not fit are counted.
    private func append(
        _ fields: [(name: String, value: Logger.MetadataValue)],
        with writer: JSONField,
        to line: inout [UInt8]
    ) {
        var omitted = 0
        for field in fields {
            let start = line.count
            writer.append(field.name, field.value, to: &line)
            guard line.count > LineLimits.fields else { continue }
            line.removeSubrange(start...)
            omitted += 1
        }
        if omitted > 0 {
            line.append(#","fields_omitted":"# as StaticString)
            line.append(String(omitted))
        }
    }
}

/// Writes `,"name":value`.
private struct JSONField {
    let scrubber: FieldScrubber
    let limit: Int

    func append(_ name: String, _ value: Logger.MetadataValue, to line: inout [UInt8]) {
        line.append(UInt8(ascii: ","))
        append(key: name, to: &line)
        append(value, as: scrubber.kind(of: name), depth: 0, to: &line)
    }

    func append(_ name: StaticString, _ text: String, to line: inout [UInt8]) {
        line.append(",\"" as StaticString)
        line.append(name)
        line.append("\":\"" as StaticString)
        scrubber.append(text, limit: limit, to: &line)
        line.append(UInt8(ascii: "\""))
    }

    private func append(key name: String, to line: inout [UInt8]) {
        line.append(UInt8(ascii: "\""))
        scrubber.append(name, limit: LineLimits.name, to: &line)
        line.append("\":" as StaticString)
    }

    private func append(_ value: Logger.MetadataValue, as kind: FieldKind, depth: Int, to line: inout [UInt8]) {
        let isClosed = kind == .secret || depth == LineLimits.depth
        switch LoggedValue(value) {
        case .literal(let number) where kind == .plain && scrubber.isHarmless(number): line.append(number)
        case .literal(let text), .text(let text): append(text: text, as: kind, to: &line)
        case .list where isClosed, .object where isClosed:
            append(text: "…", as: kind == .secret ? .secret : .plain, to: &line)
        case .list(let values):
            appendNested("[", "]", values, to: &line) { value, line in
                append(value, as: kind, depth: depth + 1, to: &line)
            }
        case .object(let fields):
            appendNested("{", "}", fields, to: &line) { field, line in
                append(key: field.name, to: &line)
                let own = scrubber.kind(of: field.name)
                append(field.value, as: own == .plain ? kind : own, depth: depth + 1, to: &line)
            }
        }
    }

    private func append(text: String, as kind: FieldKind, to line: inout [UInt8]) {
        line.append(UInt8(ascii: "\""))
        scrubber.append(text, as: kind, limit: limit, to: &line)
        line.append(UInt8(ascii: "\""))
    }

    /// Appends a list or an object; one that outgrows the bound of a value becomes `"…"`.
    private func appendNested<Element>(
        _ opening: StaticString,
        _ closing: StaticString,
        _ elements: [Element],
        to line: inout [UInt8],
        element append: (Element, inout [UInt8]) -> Void
    ) {
        let start = line.count
        line.append(opening)
        for (index, element) in elements.enumerated() {
            if index > 0 { line.append(UInt8(ascii: ",")) }
            append(element, &line)
            guard line.count - start <= limit + 16 else {
                line.removeSubrange(start...)
                line.append("\"…\"" as StaticString)
                return
            }
        }
        line.append(closing)
    }
}
