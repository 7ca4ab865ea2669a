import MartletDatabase

/// Why a connection could not be made, told without the user's name and anything else of the URL.
struct ConnectFailure {
    /// What libpq says, of one host after the other; it names the user, so it is not shown.
    let reason: String

    /// The signs by which a failure is known, what to say of it, and whether it stays until somebody changes something.
    ///
    /// What a message quotes are none of its words; only the quotation marks are left of it.
    private static let explanations: [(sign: String, isFinal: Bool, explanation: String)] = [
        ("starting up", false, "the server is starting; try again soon"),
        ("shutting down", false, "the server is shutting down; try again when it is back"),
        ("not currently accepting", false, "the database is closed to connections; try again when it is open"),
        ("password authentication failed", true, "the user's name or password is wrong; check the database's URL"),
        ("no password supplied", true, "the server wants a password; add it to the database's URL"),
        ("no pg_hba.conf entry", true, "the server does not let this user in from here; check its pg_hba.conf"),
        ("pg_hba.conf rejects", true, "the server does not let this user in from here; check its pg_hba.conf"),
        ("authentication failed for user", true, "the server does not accept who this is; check its pg_hba.conf"),
        ("authentication method", true, "the server wants another way to sign in; check its pg_hba.conf"),
        ("role \"\" does not exist", true, "the user does not exist; create the role or check the database's URL"),
        ("not permitted to log in", true, "the user may not log in; check the database's URL"),
        ("database \"\" does not exist", true, "the database does not exist; create it or check the database's URL"),
        ("permission denied for database", true, "the user may not use the database; grant it CONNECT"),
        ("too many c", false, "the server has no connection left; raise its max_connections or use fewer"),
        (
            "remaining connection slots", false,
            "the server has no connection left; raise its max_connections or use fewer"
        ),
        ("Connection refused", false, "nothing listens there; start the server or check host and port"),
        ("could not translate host name", false, "the host's name is not known; check the database's URL"),
        ("timeout expired", false, "the server did not answer in time; check the network and the firewall"),
        (
            "No such file or directory", false,
            "nothing listens on the socket; start the server or check the database's URL"
        ),
        ("does not support SSL", true, "the server has no TLS, which sslmode asks for; switch it on or check sslmode"),
        (
            "does not match host name", true,
            "the server's certificate is for another host; use a name that stands in it or check sslmode"
        ),
        ("certificate", true, "the server's certificate was not accepted; check sslmode and sslrootcert"),
        ("SSL SYSCALL", false, "the connection was lost while TLS was agreed on; try again soon"),
        ("SSL", false, "TLS could not be agreed on; check sslmode"),
        ("session is", false, "no host of the URL is of the wanted kind; check target_session_attrs"),
    ]

    /// Tells whether every host's failure stays until somebody changes something.
    var isFinal: Bool {
        causes.allSatisfy(\.isFinal)
    }

    /// The error for the caller: `refused` for what stays until somebody changes something, else `connection`.
    func error(_ source: ConnectionSource) -> DatabaseError {
        var explanations: [String] = []
        for cause in causes where !explanations.contains(cause.explanation) { explanations.append(cause.explanation) }
        let explanation = explanations.joined(separator: "; or ")
        guard isFinal else { return DatabaseError(.connection, "\(source.name) cannot be reached: \(explanation).") }
        return DatabaseError(.refused, "\(source.name) cannot be used: \(explanation).")
    }

    /// What happened at each host, or at each of its addresses.
    private var causes: [(isFinal: Bool, explanation: String)] {
        var reports: [String] = []
        for line in reason.split(separator: "\n") {
            if reports.isEmpty || Self.beginnings.contains(where: line.hasPrefix) {
                reports.append(String(line))
            } else {
                reports[reports.count - 1] += "\n\(line)"
            }
        }
        return (reports.isEmpty ? [""] : reports).map(Self.cause)
    }

    /// How the report of a host begins.
    private static let beginnings = ["connection to server ", "could not translate host name "]

    private static func cause(of report: String) -> (isFinal: Bool, explanation: String) {
        let parts = report.split(separator: "\"", omittingEmptySubsequences: false).enumerated()
        let words = parts.map { $0.offset % 2 == 0 ? String($0.element) : "" }.joined(separator: "\"")
        guard let known = explanations.first(where: { words.contains($0.sign) }) else {
            return (false, "the server did not accept the connection; see the server's log")
        }
        return (known.isFinal, known.explanation)
    }
}
