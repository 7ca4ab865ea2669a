import MartletDatabase
import Testing

@testable import MartletPostgres

@Suite struct ConnectFailureUnitTests {
    @Test(
        arguments: [
            #"FATAL:  password authentication failed for user "alice""#,
            #"FATAL:  role "alice" does not exist"#,
            #"FATAL:  database "shop" does not exist"#,
            #"FATAL:  permission denied for database "shop""#,
            #"FATAL:  no pg_hba.conf entry for host "10.0.0.7", user "alice", database "shop", no encryption"#,
            #"FATAL:  Peer authentication failed for user "alice""#,
            #"authentication method 10 not supported"#,
            #"authentication method requirement "none" failed: server requested SASL authentication"#,
            #"fe_sendauth: no password supplied"#,
            #"server does not support SSL, but SSL was required"#,
            #"connection to server at "db", port 5432 failed: SSL error: certificate verify failed"#,
            #"server certificate for "other" does not match host name "db""#,
            #"root certificate file "/nowhere" does not exist"#,
        ]
    )
    func `what stays until somebody changes something is refused`(reason: String) throws {
        let error = ConnectFailure(reason: reason).error(try ConnectionSource(url: "postgres://alice@db/shop"))
        #expect(error.code == .refused)
        #expect(error.message.hasPrefix("postgres:db:5432/shop cannot be used: "))
        #expect(!error.message.contains("alice"))
    }

    @Test(
        arguments: [
            "FATAL:  the database system is starting up",
            "FATAL:  the database system is shutting down",
            #"FATAL:  database "shop" is not currently accepting connections"#,
            "FATAL:  sorry, too many clients already",
            #"FATAL:  too many connections for role "alice""#,
            "FATAL:  remaining connection slots are reserved for roles with the SUPERUSER attribute",
            #"connection to server at "127.0.0.1", port 1 failed: Connection refused"#,
            #"could not translate host name "db" to address: Name or service not known"#,
            "timeout expired",
            "what nobody has heard of",
        ]
    )
    func `what may mend itself is a connection that fails now`(reason: String) throws {
        let error = ConnectFailure(reason: reason).error(try ConnectionSource(url: "postgres://alice@db/shop"))
        #expect(error.code == .connection)
        #expect(error.message.hasPrefix("postgres:db:5432/shop cannot be reached: "))
        #expect(!error.message.contains("alice"))
    }

    @Test func `several hosts are refused when all of them refuse, and every reason is told`() throws {
        let source = try ConnectionSource(url: "postgres://alice@one,two/shop")
        let refusing = #"connection to server at "one", port 5432 failed: FATAL:  role "alice" does not exist"#
        let other = #"connection to server at "two", port 5432 failed: FATAL:  database "shop" does not exist"#
        let down =
            #"connection to server at "two", port 5432 failed: Connection refused"#
            + "\n\tIs the server running on that host and accepting TCP/IP connections?"
        let error = ConnectFailure(reason: "\(refusing)\n\(other)\n").error(source)
        #expect(error.code == .refused)
        #expect(error.message.contains("user does not exist"))
        #expect(error.message.contains("database does not exist"))
        #expect(ConnectFailure(reason: "\(refusing)\n\(down)\n").error(source).code == .connection)
        #expect(ConnectFailure(reason: "\(down)\n\(refusing)").error(source).code == .connection)
    }

    @Test func `a name that a message quotes is none of its words`() throws {
        let reason = #"FATAL:  database "password authentication failed" is starting up"#
        let error = ConnectFailure(reason: reason).error(try ConnectionSource(url: "postgres://alice@db/shop"))
        #expect(error.code == .connection)
    }
}
