import CLibpq
import MartletDatabase

extension PostgresConnection {
    /// The prepared statement of a shape for values of these types.
    func prepared(_ sql: SQL, shape: SQL.Shape, types: [Oid]) throws -> PreparedStatement {
        guard settings == nil else {
            return PreparedStatement(name: "", types: types, shape: shape, text: dialect.text(of: sql))
        }
        let known = statements.find(shape)
        if let known, known.takes(types) { return known }
        try deallocate()
        let statement = statements.make(for: shape, types, replacing: known)
        let text = dialect.text(of: sql)
        _ = try unsafe exchange(.nothing) { unsafe statement.sendPreparation(of: text, on: $0) }
        statements.add(statement)
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
        do {
            guard let begin = pendingBegin else {
                return try unsafe exchange(risk) { unsafe parameters.send(statement, on: $0) }
            }
            return try execute(statement, parameters, risk: risk, after: begin)
        } catch let error as DatabaseError where statements.isOutdated(error.engineCode) {
            statements.forget(statement, after: error.engineCode)
            throw error
        }
    }

    private func execute(
        _ statement: PreparedStatement,
        _ parameters: ParameterList,
        risk: Risk,
        after begin: StaticString
    ) throws -> QueryResult {
        try interruption?.check()
        pendingBegin = nil
        guard unsafe PQenterPipelineMode(handle) == 1 else { throw lost(.nothing) }
        defer { if unsafe PQexitPipelineMode(handle) != 1 { isAlive = false } }
        return try unsafe exchange(risk) { handle in
            for text in [begin.description, settings].compactMap(\.self) {
                guard unsafe PQsendQueryParams(handle, text, 0, nil, nil, nil, nil, 0) == 1 else { return 0 }
            }
            guard unsafe parameters.send(statement, on: handle) == 1 else { return 0 }
            return unsafe PQpipelineSync(handle)
        }
    }
}

extension PreparedStatement {
    /// Hands the statement's text to libpq, to be prepared.
    func sendPreparation(of text: String, on handle: OpaquePointer) -> Int32 {
        unsafe types.withUnsafeBufferPointer { types in
            unsafe PQsendPrepare(handle, name, text, Int32(types.count), types.baseAddress)
        }
    }
}
