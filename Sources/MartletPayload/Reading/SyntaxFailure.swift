/// Why bytes are not the JSON that is read here; it ends the reading.
struct SyntaxFailure {
    let reason: StaticString
    let offset: Int
}
