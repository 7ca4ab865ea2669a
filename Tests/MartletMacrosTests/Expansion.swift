import Testing

/// Expects that source code compiles, and that its macros write other source code.
func expect(_ source: String, writes expanded: String, at location: SourceLocation = #_sourceLocation) async throws {
    let compilation = try await Compilation(of: source)
    #expect(compilation.expansions == expanded, sourceLocation: location)
    #expect(!compilation.output.contains("error: "), "\(compilation.output)", sourceLocation: location)
}

/// Expects that macros refuse source code with a sentence at a line and column, and write nothing.
func expect(
    _ source: String,
    isRefused sentence: String,
    line: Int,
    column: Int,
    at location: SourceLocation = #_sourceLocation
) async throws {
    let refusal = Compilation.Refusal(line: line, column: column, sentence: sentence)
    try await expect(source, isRefusedBy: [refusal], at: location)
}

/// Expects that macros refuse source code with several sentences, and write nothing.
func expect(
    _ source: String,
    isRefusedBy refusals: [Compilation.Refusal],
    at location: SourceLocation = #_sourceLocation
) async throws {
    let compilation = try await Compilation(of: source)
    #expect(compilation.refusals == refusals, "\(compilation.output)", sourceLocation: location)
    #expect(compilation.expansions.isEmpty, sourceLocation: location)
}
