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
        where entry.source.kind == source && entry.name == name.description {
            usedParameters[index] = true
            texts.append(entry.value)
        }
        return texts
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
