/// PgBouncer in transaction mode, in a process of its own.
package enum PgBouncer {
    /// Runs a closure while a pooler with two sessions stands before a server of this machine.
    ///
    /// - Parameters:
    ///   - server: The server, in PgBouncer's own words, for example `host=127.0.0.1 port=5432 user=ada`.
    ///   - body: Takes the port on which the pooler listens, to every user.
    /// - Throws: What the closure throws.
    package static func with(before server: String, _ body: (_ port: Int) async throws -> Void) async throws {
        try await TemporaryDirectory.with { directory in
            let port = try await FreePort.find()
            let process = try start(in: directory, port: port, before: server)
            do { try await body(port) } catch {
                await end(process)
                throw error
            }
            await end(process)
        }
    }

    private static func end(_ process: ServiceProcess) async {
        process.send(signal: 9)
        _ = await process.exit()
    }

    private static func start(in directory: String, port: Int, before server: String) throws -> ServiceProcess {
        let script = """
            set -euo pipefail
            cat >pgbouncer.ini <<END
            [databases]
            * = \(server)
            [pgbouncer]
            listen_addr = 127.0.0.1
            listen_port = \(port)
            unix_socket_dir =
            auth_type = any
            pool_mode = transaction
            default_pool_size = 2
            END
            # PgBouncer refuses to run as root, so there the server's user runs it.
            if [ "$(id -u)" = 0 ]; then
                chmod 755 . && chmod 644 pgbouncer.ini && exec setpriv --reuid=postgres --regid=postgres --clear-groups \\
                    pgbouncer "$PWD/pgbouncer.ini"
            else
                exec pgbouncer "$PWD/pgbouncer.ini"
            fi
            """
        let path = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
        return try ServiceProcess("/bin/bash", ["-c", script], variables: ["PATH": path], in: directory)
    }
}
