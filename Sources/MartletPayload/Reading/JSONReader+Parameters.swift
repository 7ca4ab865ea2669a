import NIOCore

extension JSONReader {
    /// The kind of parameter that a field comes from; nil when it comes from the body.
    func parameterSource(_ field: Field<some FieldValue>) -> FieldSource.Kind? {
        switch field.source.kind {
        case .body: nil
        case .automatic where parameters.contains(field.name, in: .path): .path
        case .automatic: hasBody ? nil : .query
        case let kind: kind
        }
    }

    /// The texts of a parameter, which count as asked for from now on.
    mutating func claimParameters(_ name: StaticString, from source: FieldSource.Kind) -> [String] {
        var texts: [String] = []
        for (index, entry) in parameters.entries.enumerated()
        where entry.source.kind == source && name.hasBytes(of: entry.name) {
            usedParameters[index] = true
            texts.append(entry.value)
        }
        return texts
    }

    /// The only text of a parameter; nil after it noted that there are several.
    mutating func single(_ texts: [String]) -> String? {
        guard texts.count == 1, let text = texts.first else {
            note("duplicate", "Must not be given twice.")
            return nil
        }
        return text
    }

    /// Reads a parameter's only text as a number of JSON's grammar, without white space around it.
    mutating func readNumber<Number: FieldValue>(_ texts: [String]) -> Number? {
        guard let text = single(texts) else { return nil }
        guard text.utf8.first != UInt8(ascii: "n"), text.utf8.allSatisfy({ $0 > 0x20 }) else {
            note("type", "Must be \(Number.expectation).")
            return nil
        }
        do {
            return try JSON.decode(from: ByteBuffer(string: text))
        } catch {
            note(error.issues.first?.code == "range" ? "range" : "type", "Must be \(Number.expectation).")
            return nil
        }
    }

    /// Reads each text of a parameter as one item.
    mutating func readItems<Item: FieldValue>(_ texts: [String]) -> [Item]? {
        let items = texts.enumerated().compactMap { index, text in
            path.append(.index(index))
            defer { path.removeLast() }
            return Item.read(texts: [text], from: &self)
        }
        return items.count == texts.count ? items : nil
    }

    /// Refuses parameters of the query that no field asked for.
    mutating func refuseUnusedParameters(_ policy: FieldPolicy) {
        guard !policy.ignoresUnknown, failure == nil else { return }
        for (index, entry) in parameters.entries.enumerated()
        where entry.source == .query && !usedParameters[index] {
            note("unknown", "Is not a declared parameter.", at: .key(entry.name))
        }
    }
}
