import CLibpq
import MartletDatabase

extension PostgresConnection {
    /// Has the server write the rows of a query as CSV with COPY, and hands them on in pieces.
    ///
    /// COPY binds no values. They are bound to settings of the transaction, from which the query reads them: so they
    /// stand in no text that anybody logs or shows.
    func export(_ sql: SQL, _ send: ([UInt8]) throws -> Void) throws {
        let columns = try describe(sql)
        let names = (1...max(1, columns.names.count)).map { "c\($0)" }
        let fields = zip(names, columns.types).map(Self.csvField).joined(separator: ", ")
        let query = dialect.text(of: sql) { columns.values[$0 - 1] }
        let command = """
            COPY (SELECT \(fields) FROM (\(query)
            ) AS exported (\(names.joined(separator: ", ")))) TO STDOUT (FORMAT csv)
            """
        try noting { try copyOut(command, beginning: columns.names.csv, send) }
    }

    /// What is known of a query before it runs.
    private struct Description {
        var names: [String] = []
        var types: [Oid] = []
        /// How each bound value is spelled.
        var values: [String] = []
    }

    /// How a column is written so that it reads as it does on the other engine.
    private static func csvField(_ name: String, _ type: Oid) -> String {
        switch type {
        case TypeID.boolean: "\(name)::int"
        case TypeID.instant:
            #"coalesce(to_char(\#(name) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), \#(name)::text)"#
        default: name
        }
    }

    private func describe(_ sql: SQL) throws -> Description {
        // Begins the transaction, too.
        try open("SELECT 1").close()
        return try noting {
            let parameters = try ParameterList(sql.values)
            let text = dialect.text(of: sql)
            let statement = PreparedStatement(name: "", types: parameters.types, shape: SQL.Shape(sql))
            _ = try unsafe exchange(.nothing) { unsafe statement.sendPreparation(of: text, on: $0) }
            let result = try unsafe exchange(.nothing) { unsafe PQsendDescribePrepared($0, "") }
            var description = Description()
            description.names = ResultColumns(result).names
            description.types = unsafe (0..<PQnfields(result.pointer)).map { unsafe PQftype(result.pointer, $0) }
            let types = unsafe (0..<PQnparams(result.pointer)).map { unsafe PQparamtype(result.pointer, $0) }
            for (position, value) in sql.values.enumerated() where position < types.count {
                description.values.append(try bind(value, at: position + 1, as: types[position]))
            }
            return description
        }
    }

    /// Binds a value to a setting of the transaction and returns how the query reads it.
    ///
    /// A type whose values have a length is named without one (-1), which cuts nothing; nil would name CHAR(1).
    private func bind(_ value: DatabaseValue, at position: Int, as type: Oid) throws -> String {
        let setting = "martlet.value_\(position)"
        let cursor = try open(
            "SELECT format_type(\(Int64(type))::oid, -1), set_config(\(setting), \(try CopyText.plain(value)), true)"
        )
        var rows = Rows(cursor)
        let name = try rows.next()?.read(at: 0, as: String.self) ?? "text"
        if case .null = value { return "NULL::\(name)" }
        return "(SELECT current_setting('\(setting)')::\(name))"
    }

    private func copyOut(_ command: String, beginning: [UInt8], _ send: ([UInt8]) throws -> Void) throws {
        var patience = try unsafe begin(.nothing) { unsafe PQsendQuery($0, command) }
        _ = try end(.nothing, &patience, mayCopy: true)
        var piece = beginning
        do {
            while let count = try receiveCopy(into: &piece, &patience) {
                guard count > 0, piece.count >= 65_536 else { continue }
                try interruption?.check()
                try send(piece)
                piece.removeAll(keepingCapacity: true)
            }
        } catch {
            // What is on its way is not worth waiting for.
            isAlive = false
            throw error
        }
        _ = try end(.nothing, &patience)
        try send(piece)
    }

    /// Adds the next row to a piece, or waits a moment for it; nil behind the last one.
    private func receiveCopy(into piece: inout [UInt8], _ patience: inout Patience) throws -> Int? {
        var row: UnsafeMutablePointer<CChar>?
        let count = unsafe Int(PQgetCopyData(handle, &row, 1))
        guard count != 0 else {
            try wait(.nothing, writing: false, &patience)
            guard unsafe PQconsumeInput(handle) == 1 else { throw lost(.nothing) }
            return 0
        }
        guard count > 0, let bytes = unsafe row else { return nil }
        unsafe piece.append(contentsOf: UnsafeRawBufferPointer(start: bytes, count: count))
        unsafe PQfreemem(bytes)
        return count
    }
}
