import CLibpq
import MartletContext
import MartletDatabase

/// A connection that listens to channels; it belongs to the thread that made it.
final class ListeningConnection {
    /// A notification as it came.
    struct Notification {
        let channel: String
        let payload: String
    }

    /// The channel on which the connection notifies itself.
    private static let checks = "martlet_check"

    /// How long the server may take to answer.
    private static let limit = Duration.seconds(5)

    /// The channels that are listened to.
    private(set) var channels: Set<String> = []

    private let connection: PostgresConnection
    private var received: [Notification] = []
    private var checksSent = 0

    /// Connects, and makes sure that notifications arrive.
    init(_ source: ConnectionSource, configuration: PostgresEngine.Configuration) throws {
        connection = try PostgresConnection(source, configuration: configuration)
        do {
            try listen(to: Self.checks)
            try check()
        } catch {
            connection.close()
            throw error
        }
    }

    func close() {
        connection.close()
    }

    func listen(to channel: String) throws {
        try connection.execute("LISTEN \"\(channel)\"", within: Self.limit)
        channels.insert(channel)
    }

    func stopListening(to channel: String) throws {
        try connection.execute("UNLISTEN \"\(channel)\"", within: Self.limit)
        channels.remove(channel)
    }

    /// Notifies the connection itself; throws when that does not arrive.
    func check() throws {
        checksSent += 1
        let words = "\(unsafe PQbackendPID(connection.handle)).\(checksSent)"
        try connection.execute("NOTIFY \(Self.checks), '\(words)'", within: Self.limit)
        takeNotifications()
        guard received.contains(where: { $0.channel == Self.checks && $0.payload == words }) else {
            throw DatabaseError(
                .connection,
                "Notifications of \(connection.address) do not arrive; is a pooler in between that shares sessions?"
            )
        }
    }

    /// Waits a moment for notifications and returns those that have come.
    func receive() throws -> [Notification] {
        if SocketWait.wait(unsafe PQsocket(connection.handle), writing: false, milliseconds: 100) {
            guard unsafe PQconsumeInput(connection.handle) == 1 else { throw connection.lost(.nothing) }
        }
        takeNotifications()
        defer { received = [] }
        return received.filter { $0.channel != Self.checks }
    }

    private func takeNotifications() {
        while let notification = unsafe PQnotifies(connection.handle) {
            defer { unsafe PQfreemem(notification) }
            let channel = unsafe String(cString: notification.pointee.relname)
            let payload = unsafe String(cString: notification.pointee.extra)
            received.append(Notification(channel: channel, payload: payload))
        }
    }
}
