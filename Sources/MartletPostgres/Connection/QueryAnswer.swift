/// What the server answered to a statement, on its way to the thread that reads the rows.
struct QueryAnswer: Sendable {
    let result: QueryResult
    let columns: ResultColumns

    /// The rows, from the first one.
    var cursor: ResultCursor { ResultCursor(result, columns) }
}
