import CLibpq
import MartletContext
import MartletDatabase

/// What is at stake when the answer to a request is lost.
enum Risk {
    /// Nothing has happened: the transaction is not committed.
    case nothing
    /// The request may have committed.
    case commit
}

extension PostgresConnection {
    /// Sends a request and reads everything that the server answers to it.
    ///
    /// A call that is cancelled or past its deadline has the server stop the statement; when no answer comes even then,
    /// the connection is given up.
    ///
    /// - Parameters:
    ///   - risk: What is at stake when the answer is lost.
    ///   - limit: How long to wait for requests that must not be interrupted, or nil for those that may be.
    ///   - send: Hands the request to libpq; returns 1 when it was taken.
    /// - Returns: The last result.
    /// - Throws: The first error of the server, or why the call must not go on.
    func exchange(_ risk: Risk, limit: Duration? = nil, send: (OpaquePointer) -> Int32) throws -> QueryResult {
        var patience = try unsafe begin(risk, limit: limit, send: send)
        return try end(risk, &patience)
    }

    /// Sends a request, whose answer is to be read with ``end(_:_:)``.
    func begin(_ risk: Risk, limit: Duration? = nil, send: (OpaquePointer) -> Int32) throws -> Patience {
        guard isAlive else { throw lost(.nothing) }
        guard !isCopying else {
            throw DatabaseError(.statement, "No statement can run while the rows of a batch are visited.")
        }
        if limit == nil { try interruption?.check() }
        guard unsafe send(handle) == 1 else { throw lost(risk) }
        var patience = Patience(
            limit: limit,
            interruption: limit == nil ? interruption : nil,
            statementTimeout: statementTimeout
        )
        try flush(risk, &patience)
        return patience
    }

    /// Reads everything that the server answers to a request, up to where it copies if it may, and returns the last of it.
    func end(_ risk: Risk, _ patience: inout Patience, mayCopy: Bool = false) throws -> QueryResult {
        let (last, failed) = try results(risk, &patience, mayCopy)
        if patience.hasCancelled, !patience.cancellationEnded() { isAlive = false }
        if let failed { throw error(of: failed, risk, patience) }
        guard let last else { throw lost(risk) }
        return last
    }

    /// The error of a request whose answer does not come any more.
    func lost(_ risk: Risk) -> DatabaseError {
        isAlive = false
        switch risk {
        case .nothing:
            return DatabaseError(.connection, "The connection to \(address) was lost; nothing was committed.")
        case .commit:
            return DatabaseError(
                .commitUnknown,
                "The connection to \(address) was lost after the commit was sent; look whether it has happened."
            )
        }
    }

    /// Has the system take what libpq holds back.
    func flush(_ risk: Risk, _ patience: inout Patience) throws {
        while true {
            switch unsafe PQflush(handle) {
            case 0: return
            case 1: break
            default: throw lost(risk)
            }
            try wait(risk, writing: true, &patience)
            guard unsafe PQconsumeInput(handle) == 1 else { throw lost(risk) }
        }
    }

    private func results(
        _ risk: Risk,
        _ patience: inout Patience,
        _ mayCopy: Bool
    ) throws -> (last: QueryResult?, failed: QueryResult?) {
        let isPipeline = unsafe PQpipelineStatus(handle) != PQ_PIPELINE_OFF
        var last: QueryResult?
        var failed: QueryResult?
        while true {
            while unsafe PQisBusy(handle) == 1 {
                try wait(risk, writing: false, &patience)
                // A connection that breaks now still hands out what it has read, such as the server's reason.
                _ = unsafe PQconsumeInput(handle)
            }
            guard let pointer = unsafe PQgetResult(handle) else {
                if !isPipeline { break }
                guard unsafe PQstatus(handle) == CONNECTION_OK else { break }
                continue
            }
            let result = unsafe QueryResult(pointer)
            if result.status == PGRES_PIPELINE_SYNC { break }
            if result.isFailure {
                failed = failed ?? result
            } else if result.isCopy, mayCopy {
                return (result, failed)
            } else if result.isCopy {
                isAlive = false
                throw DatabaseError(.statement, "COPY is no statement that can be run here.")
            } else {
                last = result
            }
        }
        if unsafe PQstatus(handle) != CONNECTION_OK { isAlive = false }
        return (last, failed)
    }

    /// Waits a moment for the server; asks whether the call may still wait.
    func wait(_ risk: Risk, writing: Bool, _ patience: inout Patience) throws {
        SocketWait.wait(unsafe PQsocket(handle), writing: writing, milliseconds: Patience.tick)
        switch patience.next() {
        case .wait: break
        case .cancel: unsafe patience.cancel(handle)
        case .giveUp(let reason):
            let loss = lost(risk)
            if risk == .nothing, let reason { throw reason }
            throw loss
        }
    }

    /// The error for a result: why the call was stopped, if it was, else what the server says.
    private func error(of result: QueryResult, _ risk: Risk, _ patience: Patience) -> any Error {
        let report = ServerReport(result)
        if report.state == "57014", let reason = patience.reason { return reason }
        guard isAlive, !report.endsConnection else {
            var error = lost(risk)
            error.engineCode = report.engineCode
            return error
        }
        return report.error
    }
}
