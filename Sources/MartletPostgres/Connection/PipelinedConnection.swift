import CLibpq
import MartletContext
import MartletDatabase

/// A connection in pipeline mode, on which many statements are under way at once; it belongs to the thread that made it.
///
/// Its session reads only and stops every statement after a second. So a statement may always be run again elsewhere:
/// it has changed nothing.
@safe
final class PipelinedConnection {
    /// The greatest number of statements under way.
    static let depth = 32

    /// After how long the server stops a statement.
    private static let timeout = Duration.seconds(1)

    /// How long a statement may hold up those behind it.
    private static let patience = Duration.milliseconds(50)

    /// How long after its timeout a statement without an answer means that the server has gone.
    private static let grace = Duration.seconds(2)

    /// Fewer bytes than any statement's answer has.
    private static let smallestAnswer: Int32 = 30

    /// A statement under way.
    private struct Entry {
        /// Nil for a statement of the connection's own, and for one that runs elsewhere again.
        var call: QueryCall?
        let statement: PreparedStatement?
        var isPreparing: Bool
        var result: QueryResult?
        var failure: QueryResult?
    }

    /// What became of a call.
    enum Outcome {
        case answer(QueryCall, QueryAnswer)
        case failure(QueryCall, DatabaseError)
        /// The call has to run on a connection of its own; its statement always has to, for some reason that lasts.
        case detour(QueryCall, lasts: Bool)
    }

    /// What became of the calls since the last look.
    var outcomes: [Outcome] = []

    /// Whether the first statement under way takes so long that nothing may stand behind it.
    private(set) var isStalled = false

    /// The shape of the first statement under way, if it holds up others again and again.
    var slowShape: SQL.Shape? {
        guard let head = entries.first, let slowRuns = head.statement?.slowRuns, slowRuns > 1 else { return nil }
        return head.call?.shape
    }

    private let connection: PostgresConnection
    private let timeout: Duration
    private let clock = SystemTime()
    private var entries: [Entry] = []
    private var headStart = Duration.zero
    private var hasUnsentBytes = false
    private var lowWater: Int32 = 1

    /// Connects and prepares the session.
    init(_ source: ConnectionSource, configuration: PostgresEngine.Configuration) throws {
        let given = configuration.statementTimeout
        timeout = given > .zero ? min(Self.timeout, given) : Self.timeout
        connection = try PostgresConnection(source, configuration: configuration)
        do {
            try connection.execute(
                "SET default_transaction_read_only = on; SET statement_timeout = \(timeout.milliseconds)"
            )
            guard unsafe PQenterPipelineMode(connection.handle) == 1 else { throw connection.lost(.nothing) }
        } catch {
            connection.close()
            throw error
        }
    }

    var isAlive: Bool { connection.isAlive }

    var isIdle: Bool { entries.isEmpty }

    /// How many more statements may be under way.
    var room: Int { isStalled ? 0 : Self.depth - entries.count }

    /// Tells whether an idle connection can be used now.
    func isUsable() -> Bool { connection.isUsable() }

    /// Sends the statements of calls, together: libpq hands each to the system by itself, and the server would be woken
    /// by each.
    func send(_ calls: [QueryCall]) {
        let socket = unsafe PQsocket(connection.handle)
        if calls.count > 1 { SocketWait.hold(socket, true) }
        for call in calls where call.isWanted() { send(call) }
        flush()
        if calls.count > 1 { SocketWait.hold(socket, false) }
    }

    /// Sends a call's statement; each has a synchronization point of its own, so that one that fails harms no other.
    private func send(_ call: QueryCall) {
        guard isAlive else { return outcomes.append(.detour(call, lasts: false)) }
        if entries.isEmpty { headStart = clock.uptime }
        forgetStatements()
        var isPreparing = false
        var statement = connection.statements.find(call.shape)
        if statement?.takes(call.parameters.types) != true {
            let new = connection.statements.make(for: call.shape, call.parameters.types, replacing: statement)
            connection.statements.add(new)
            let text = connection.dialect.text(of: call.sql)
            check(unsafe new.sendPreparation(of: text, on: connection.handle))
            statement = new
            isPreparing = true
        }
        guard let statement else { return }
        check(unsafe call.parameters.send(statement, on: connection.handle))
        check(unsafe clibpq_pipeline_sync(connection.handle))
        if entries.isEmpty { connection.interruption = call.interruption }
        entries.append(Entry(call: call, statement: statement, isPreparing: isPreparing))
    }

    /// Waits for the server, but not for long, and reads what it has answered.
    func receive() {
        if hasUnsentBytes { flush() }
        if isAlive, unsafe PQisBusy(connection.handle) == 1 {
            gatherAnswers()
            let milliseconds = lowWater > 1 ? 1 : Patience.tick
            let socket = unsafe PQsocket(connection.handle)
            if SocketWait.wait(socket, writing: hasUnsentBytes, milliseconds: milliseconds) || lowWater > 1 {
                // A connection that breaks now still hands out what it has read, such as the server's reason.
                _ = unsafe PQconsumeInput(connection.handle)
            }
        }
        read()
        look(at: clock.uptime)
    }

    /// Takes the calls whose answers have not come; nothing may be asked of the connection afterwards.
    func close() -> [QueryCall] {
        defer { entries = [] }
        connection.close()
        return entries.compactMap(\.call)
    }

    /// Takes the calls behind a statement that holds them up; their answers are passed over when they come.
    func takeBack() -> [QueryCall] {
        var calls: [QueryCall] = []
        for position in entries.indices.dropFirst() {
            if let call = entries[position].call { calls.append(call) }
            entries[position].call = nil
        }
        return calls
    }

    /// Ends the wait of callers who must not wait any longer.
    func endWaits() {
        for entry in entries { _ = entry.call?.isWanted() }
    }

    /// Wakes this thread for several answers at once while many are on their way: the server sends each by itself.
    ///
    /// The first of them wait a millisecond at most.
    private func gatherAnswers() {
        let isSteady = entries.count >= 8 && clock.uptime - headStart < .milliseconds(1)
        let bytes = isSteady ? Int32(entries.count / 8 * 4) * Self.smallestAnswer : 1
        guard bytes != lowWater else { return }
        SocketWait.setLowWater(unsafe PQsocket(connection.handle), bytes: bytes)
        lowWater = bytes
    }

    private func check(_ result: Int32) {
        if result != 1 { connection.isAlive = false }
    }

    private func flush() {
        guard isAlive else { return }
        let result = unsafe PQflush(connection.handle)
        if result < 0 { connection.isAlive = false }
        hasUnsentBytes = result == 1
    }

    /// Has the server forget statements that made room for others.
    private func forgetStatements() {
        while let name = connection.statements.discarded.popLast() {
            check(unsafe PQsendQueryParams(connection.handle, "DEALLOCATE \(name)", 0, nil, nil, nil, nil, 0))
            check(unsafe clibpq_pipeline_sync(connection.handle))
            entries.append(Entry(call: nil, statement: nil, isPreparing: false))
        }
    }

    /// Reads the answers that have arrived.
    private func read() {
        var gaps = 0
        while !entries.isEmpty, unsafe PQisBusy(connection.handle) == 0 {
            guard let pointer = unsafe PQgetResult(connection.handle) else {
                // Nothing stands between two statements, but not twice.
                gaps += 1
                if gaps > 2 { break }
                continue
            }
            gaps = 0
            let result = unsafe QueryResult(pointer)
            if result.status == PGRES_PIPELINE_SYNC {
                finish(entries.removeFirst())
                headStart = clock.uptime
                isStalled = false
                connection.interruption = entries.first?.call?.interruption
            } else if result.isFailure {
                if entries[0].failure == nil { entries[0].failure = result }
            } else {
                entries[0].result = result
            }
        }
        if unsafe PQstatus(connection.handle) != CONNECTION_OK || gaps > 2 { connection.isAlive = false }
    }

    /// Judges how long the first statement has been running.
    private func look(at now: Duration) {
        guard !entries.isEmpty else { return }
        let duration = now - headStart
        if duration >= timeout + Self.grace { connection.isAlive = false }
        guard duration >= Self.patience, !isStalled else { return }
        isStalled = true
        entries[0].statement?.slowRuns += 1
    }

    private func finish(_ entry: Entry) {
        guard let statement = entry.statement else { return }
        guard let failure = entry.failure else {
            if !isStalled { statement.slowRuns = 0 }
            guard let call = entry.call, let result = entry.result else { return }
            outcomes.append(.answer(call, QueryAnswer(result: result, columns: statement.columns(of: result))))
            return
        }
        let report = ServerReport(failure)
        if report.endsConnection { connection.isAlive = false }
        if entry.isPreparing { statement.isMissing = true }
        if connection.statements.isOutdated(report.state) || statement.isMissing {
            connection.statements.forget(statement, after: report.state)
        }
        guard let call = entry.call else { return }
        switch report.state {
        case "57014", "25006": outcomes.append(.detour(call, lasts: true))
        case _ where !isAlive || connection.statements.isOutdated(report.state):
            outcomes.append(.detour(call, lasts: false))
        default: outcomes.append(.failure(call, report.error))
        }
    }
}
