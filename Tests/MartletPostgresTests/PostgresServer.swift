import MartletTesting
import NIOCore
import NIOPosix

/// A throw-away server of the test's own, which may be stopped and started.
struct PostgresServer {
    /// Its address; it lets everybody in.
    let url: String

    let directory: String
    let port: Int

    /// Runs a closure with a running server.
    static func with(_ body: (PostgresServer) async throws -> Void) async throws {
        try await TemporaryDirectory.with { directory in
            let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .bind(host: "127.0.0.1", port: 0).get()
            let port = channel.localAddress?.port ?? 0
            try await channel.close()
            let url = "postgres://tester@127.0.0.1:\(port)/postgres"
            let server = PostgresServer(url: url, directory: directory, port: port)
            try await server.run(
                """
                [ "$(id -u)" != 0 ] || chown postgres .
                as_server "$binaries/initdb" --pgdata="$PWD/data" --username=tester --auth=trust --locale=C --no-sync
                """
            )
            do {
                try await server.start()
                try await body(server)
            } catch {
                try? await server.stop()
                throw error
            }
            try await server.stop()
        }
    }

    /// Runs a closure with a running copy of this server, which follows it and lets no reader hold it up.
    func withStandby(_ body: (PostgresServer) async throws -> Void) async throws {
        try await TemporaryDirectory.with { directory in
            let port = try await FreePort.find()
            let url = "postgres://tester@127.0.0.1:\(port)/postgres"
            let standby = PostgresServer(url: url, directory: directory, port: port)
            try await standby.run(
                """
                [ "$(id -u)" != 0 ] || chown postgres .
                as_server "$binaries/pg_basebackup" --host=127.0.0.1 --port=\(self.port) --username=tester \
                    --pgdata="$PWD/data" --write-recovery-conf --wal-method=stream --checkpoint=fast --no-sync
                echo 'max_standby_streaming_delay = 0' >>data/postgresql.conf
                """
            )
            do {
                try await standby.start()
                try await body(standby)
            } catch {
                try? await standby.stop()
                throw error
            }
            try await standby.stop()
        }
    }

    /// Gives the server a certificate for a name, which signs itself, and restarts it; returns the certificate's file.
    func startTLS(for name: String) async throws -> String {
        try await run(
            """
            openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj "/CN=test" -addext "subjectAltName=\(name)" \
                -keyout data/server.key -out data/server.crt 2>/dev/null
            [ "$(id -u)" != 0 ] || chown postgres data/server.key data/server.crt
            chmod 600 data/server.key
            echo 'ssl = on' >>data/postgresql.conf
            """
        )
        try await stop()
        try await start()
        return "\(directory)/data/server.crt"
    }

    /// Starts the server and waits until it takes connections.
    func start() async throws {
        let options = "-p \(port) -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off"
        try await run(
            """
            # The end of a process is seen by what it has open, which the server would keep.
            for open in /proc/self/fd/*; do [ "${open##*/}" -le 2 ] || eval "exec ${open##*/}>&-"; done
            as_server "$binaries/pg_ctl" --pgdata="$PWD/data" --log="$PWD/data/log" --wait --silent -o '\(options)' start
            """
        )
    }

    /// How a server ends.
    enum Stop: String {
        /// As in a crash.
        case immediate
        /// After it has ended all sessions.
        case fast
    }

    /// Ends the server, if it runs.
    func stop(_ mode: Stop = .immediate) async throws {
        let options = "--mode=\(mode.rawValue) --silent"
        try await run(
            """
            [ ! -f data/postmaster.pid ] || as_server "$binaries/pg_ctl" --pgdata="$PWD/data" \(options) stop
            """
        )
    }

    private func run(_ command: String) async throws {
        let script = """
            set -euo pipefail
            binaries=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
            [ -n "$binaries" ] || binaries=$(dirname "$(command -v initdb)")
            # PostgreSQL refuses to run as root, so there its own user runs it.
            as_server() { if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi; }
            \(command)
            """
        let path = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
        let process = try ServiceProcess("/bin/bash", ["-c", script], variables: ["PATH": path], in: directory)
        guard await process.exit() == 0 else { throw Failure(description: process.output) }
    }

    struct Failure: Error, CustomStringConvertible {
        let description: String
    }
}
