import CLibpq
import MartletDatabase

/// Sends rows to the server with COPY while they are visited, in pieces.
final class CopySink: RowSink {
    /// The number of bytes that are sent together.
    private static let pieceSize = 65_536

    private let connection: PostgresConnection
    private var rows = CopyText()
    private var patience: Patience

    /// Sends the command and waits until the server takes rows.
    init(_ command: String, on connection: PostgresConnection) throws {
        self.connection = connection
        patience = try unsafe connection.begin(.nothing) { unsafe PQsendQuery($0, command) }
        _ = try connection.end(.nothing, &patience, mayCopy: true)
        rows.bytes.reserveCapacity(Self.pieceSize + 4096)
        connection.isCopying = true
    }

    func add(_ value: DatabaseValue) throws {
        try rows.add(value)
    }

    func endRow() throws {
        rows.endRow()
        if rows.bytes.count >= Self.pieceSize { try send() }
    }

    /// Sends the last rows and returns how many the server has stored.
    func finish() throws -> Int {
        try send()
        let result = try end(nil)
        return unsafe Int(String(cString: PQcmdTuples(result.pointer))) ?? 0
    }

    /// Has the server store nothing, unless it has ended the copy itself.
    func abandon() {
        guard connection.isCopying, connection.isAlive else { return connection.isCopying = false }
        // Why the rows end is thrown by those who ended them.
        _ = try? end("The rows ended early.")
    }

    private func send() throws {
        try connection.interruption?.check()
        // Pieces of a row that is larger than all others.
        var start = 0
        while start < rows.bytes.count {
            let end = min(start + Self.pieceSize * 16, rows.bytes.count)
            let isTaken = unsafe rows.bytes.withUnsafeBytes { bytes in
                let piece = unsafe UnsafeRawBufferPointer(rebasing: bytes[start..<end])
                let text = unsafe piece.baseAddress?.assumingMemoryBound(to: CChar.self)
                return unsafe PQputCopyData(connection.handle, text, Int32(piece.count)) == 1
            }
            guard isTaken else { throw connection.lost(.nothing) }
            try connection.flush(.nothing, &patience)
            start = end
        }
        rows.bytes.removeAll(keepingCapacity: true)
        // The server speaks before the end when it has refused a row, or to say goodbye.
        if hasEnded() { _ = try end("The server has ended the copy.") }
    }

    private func end(_ flaw: String?) throws -> QueryResult {
        connection.isCopying = false
        guard unsafe PQputCopyEnd(connection.handle, flaw) == 1 else { throw connection.lost(.nothing) }
        try connection.flush(.nothing, &patience)
        return try connection.end(.nothing, &patience)
    }

    /// Tells whether something has come that is no notice.
    private func hasEnded() -> Bool {
        let socket = unsafe PQsocket(connection.handle)
        guard SocketWait.isReadable(socket) else { return false }
        let before = connection.notices
        repeat {
            // What libpq has read it takes notices from; anything else stays there until the copy is ended.
            guard unsafe PQconsumeInput(connection.handle) == 1 else { return true }
            _ = unsafe PQisBusy(connection.handle)
            if connection.notices != before { return false }
            // The rest of a notice may be on its way.
        } while SocketWait.wait(socket, writing: false, milliseconds: Patience.tick)
        return true
    }
}
