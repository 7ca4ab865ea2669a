import Glibc
import MartletTesting

/// A process that passes what comes to a port on to another one: a server that was down comes up with it.
enum Forwarder {
    private static let program = """
        import asyncio, sys

        async def copy(source, target):
            try:
                while data := await source.read(65536):
                    target.write(data)
                    await target.drain()
            finally:
                target.close()

        async def serve(reader, writer):
            source, target = await asyncio.open_connection("127.0.0.1", int(sys.argv[2]))
            await asyncio.gather(copy(reader, target), copy(source, writer), return_exceptions=True)

        async def main():
            server = await asyncio.start_server(serve, "127.0.0.1", int(sys.argv[1]))
            await server.serve_forever()

        asyncio.run(main())
        """

    /// Forwards for the length of a closure.
    static func with(
        from port: Int,
        to target: Int,
        in directory: String,
        _ body: () async throws -> Void
    ) async throws {
        let arguments = ["python3", "-c", program, "\(port)", "\(target)"]
        let process = try ServiceProcess("/usr/bin/env", arguments, variables: [:], in: directory)
        defer { process.send(signal: SIGKILL) }
        try await body()
    }
}
