public import MartletPayload

extension SQL.Interpolation {
    /// Adds a comparison with texts that contain another one: `WHERE title \(contains: text)`.
    ///
    /// Every character stands for itself, upper and lower case apart, on both engines.
    public mutating func appendInterpolation(contains text: String) {
        match(.contains(text))
    }

    /// Adds a comparison with texts that start with another one: `WHERE title \(startsWith: text)`.
    ///
    /// Every character stands for itself, upper and lower case apart, on both engines.
    public mutating func appendInterpolation(startsWith text: String) {
        match(.startsWith(text))
    }

    /// Binds a value as a JSON document; one with a number that JSON does not have is refused when the statement runs.
    public mutating func appendInterpolation(json value: some FieldValue) {
        do { bind(try RawJSON(encoding: value).databaseValue) } catch {
            flaw = flaw ?? "A value cannot be stored as JSON: \(error.message)"
            bind(.null)
        }
    }

    private mutating func match(_ pattern: TextPattern) {
        segments.append(.fragment(.matches))
        bind(.pattern(pattern))
    }
}
