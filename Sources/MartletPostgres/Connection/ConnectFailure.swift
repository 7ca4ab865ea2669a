import MartletDatabase

/// Why a connection could not be made, told without the user's name and anything else of the URL.
struct ConnectFailure {
    /// What libpq says; it names the user, so it is not shown.
    let reason: String

    private static let explanations: [(sign: String, explanation: String)] = [
        ("password authentication failed", "the user's name or password is wrong; check the database's URL"),
        ("no password supplied", "the server wants a password; add it to the database's URL"),
        ("no pg_hba.conf entry", "the server does not let this user in from here; check its pg_hba.conf"),
        ("starting up", "the server is starting; try again soon"),
        ("shutting down", "the server is shutting down; try again when it is back"),
        ("role ", "the user does not exist; create the role or check the database's URL"),
        ("database ", "the database does not exist; create it or check the database's URL"),
        ("too many c", "the server has no connection left; raise its max_connections or use fewer"),
        ("remaining connection slots", "the server has no connection left; raise its max_connections or use fewer"),
        ("Connection refused", "nothing listens there; start the server or check host and port"),
        ("could not translate host name", "the host's name is not known; check the database's URL"),
        ("timeout expired", "the server did not answer in time; check the network and the firewall"),
        ("No such file or directory", "nothing listens on the socket; start the server or check the database's URL"),
        ("certificate", "the server's certificate was not accepted; check sslmode and sslrootcert"),
        ("SSL", "TLS could not be agreed on; check sslmode"),
        ("session is", "no host of the URL is of the wanted kind; check target_session_attrs"),
    ]

    /// The error for the caller.
    func error(_ source: ConnectionSource) -> DatabaseError {
        let explanation =
            Self.explanations.first { explanation in
                // Names that a message quotes are none of its words.
                let parts = reason.split(separator: "\"", omittingEmptySubsequences: false).enumerated()
                return parts.contains { $0.offset % 2 == 0 && $0.element.contains(explanation.sign) }
            }?.explanation ?? "the server did not accept the connection; see the server's log"
        return DatabaseError(.connection, "\(source.name) cannot be reached: \(explanation).")
    }
}
