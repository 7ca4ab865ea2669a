import CLibpq
import MartletDatabase

extension PostgresConnection {
    /// The prepared statement of a shape for values of these types.
    func prepared(_ sql: SQL, shape: SQL.Shape, types: [Oid]) throws -> PreparedStatement {
        let known = statements.find(shape)
        if let known, known.takes(types) { return known }
        try deallocate()
        // A value that is missing now may have been given before: its type then stays.
        var types = types
        for (position, type) in types.enumerated() where type == ParameterList.anyType {
            if let known, known.types.indices.contains(position) { types[position] = known.types[position] }
        }
        let statement = PreparedStatement(name: statements.newName(), types: types)
        let text = dialect.text(of: sql)
        _ = try unsafe exchange(.nothing) { handle in
            unsafe types.withUnsafeBufferPointer { types in
                unsafe PQsendPrepare(handle, statement.name, text, Int32(types.count), types.baseAddress)
            }
        }
        statements.add(statement, for: shape)
        return statement
    }

    /// Has the server forget statements that made room for others.
    private func deallocate() throws {
        while let name = statements.discarded.last {
            _ = try unsafe exchange(.nothing) { unsafe PQsendQuery($0, "DEALLOCATE \(name)") }
            statements.discarded.removeLast()
        }
    }

    /// Runs a prepared statement; a BEGIN that waits travels with it.
    func execute(_ statement: PreparedStatement, _ parameters: ParameterList, risk: Risk) throws -> QueryResult {
        guard let begin = pendingBegin else {
            return try unsafe exchange(risk) { unsafe parameters.send(statement.name, on: $0) }
        }
        try interruption?.check()
        pendingBegin = nil
        guard unsafe PQenterPipelineMode(handle) == 1 else { throw lost(.nothing) }
        defer { if unsafe PQexitPipelineMode(handle) != 1 { isAlive = false } }
        return try unsafe exchange(risk) { handle in
            let sent = unsafe PQsendQueryParams(handle, begin.description, 0, nil, nil, nil, nil, 0)
            guard sent == 1, unsafe parameters.send(statement.name, on: handle) == 1 else { return 0 }
            return unsafe PQpipelineSync(handle)
        }
    }
}
