import Logging
@testable import MartletHTTP
import NIOCore
import NIOPosix
import Testing

@Suite(.timeLimit(.minutes(10))) struct AbandonedConnectionIntegrationTests {
    @Test func `F-39 a connection that comes while the accept loop ends does not take the process with it`() async {
        await #expect(processExitsWith: .success) {
            let (http, _) = try HTTPServer(HTTPServerConfiguration(port: 0)) {}.makeParts()
            let silent = Logger(label: "silent") { _ in SwiftLogNoOpLogHandler() }
            // Lets go of each connection at once, as the loop does that is cancelled between accepting and serving.
            let listener = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .childChannelInitializer { channel in http.setup(channel: channel, logger: silent).map { _ in } }
                .bind(host: "127.0.0.1", port: 0)
                .get()
            try await RawConnection.open(listener.localAddress?.port ?? 0) { connection in
                try await connection.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n")
                try await connection.close()
            }
            try await listener.close()
        }
    }
}
