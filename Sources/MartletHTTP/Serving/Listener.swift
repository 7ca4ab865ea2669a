import HummingbirdCore
import Logging
import MartletContext
import NIOCore
import NIOPosix
import Synchronization

/// A bound server: Hummingbird's accept loop and the watch over deadlines, in one task.
final class Listener: Sendable {
    let port: Int
    private let server: Server<HTTP1Channel>
    private let task: Task<Void, any Error>
    private let isDraining = Atomic(false)
    /// What Hummingbird would log is logged, or thrown, here.
    private static let silent = Logger(label: "martlet.http.accept") { _ in SwiftLogNoOpLogHandler() }

    /// Binds the address and begins to accept.
    init(_ parts: (channel: HTTP1Channel, watch: DeadlineWatch), configuration: HTTPServerConfiguration) async throws {
        let bound = AsyncStream<Int>.makeStream(bufferingPolicy: .bufferingNewest(1))
        let server = Server(
            childChannelSetup: parts.channel,
            configuration: ServerConfiguration(
                address: .hostname(configuration.host, port: configuration.port),
                backlog: configuration.backlog,
                availableConnectionsDelegate: .maximum(
                    min(configuration.connectionLimit, OpenFiles.connectionLimit),
                    logger: Self.silent
                )
            ),
            onServerRunning: { channel in
                bound.continuation.yield(channel.localAddress?.port ?? 0)
                bound.continuation.finish()
            },
            eventLoopGroup: MultiThreadedEventLoopGroup.singleton,
            logger: Self.silent
        )
        // The port has to answer before the other parts are prepared, so accepting begins before run() is called;
        // run() and drain(until:) await this task.
        let task = Task {
            defer { bound.continuation.finish() }
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await parts.watch.run() }
                try await server.run()
                group.cancelAll()
            }
        }
        var ports = bound.stream.makeAsyncIterator()
        guard let port = await ports.next() else {
            do { try await task.value } catch {
                throw HTTPServerError.cannotBind(configuration, error)
            }
            throw HTTPServerError.wrongPhase("The server ended while it was being bound.")
        }
        self.port = port
        self.server = server
        self.task = task
    }

    /// Waits until the server is drained; ends all connections when the waiting task is cancelled.
    func run() async throws {
        try await withTaskCancellationHandler {
            try await task.value
        } onCancel: {
            task.cancel()
        }
        // Hummingbird's accept loop ends quietly when accepting fails; a service without one must not look alive.
        guard isDraining.load(ordering: .acquiring) || Task.isCancelled else {
            throw HTTPServerError.stoppedAccepting(port)
        }
    }

    /// Stops accepting, lets what is in flight finish, and ends what is left at the deadline.
    func drain(until deadline: Deadline) async {
        isDraining.store(true, ordering: .releasing)
        let clock = Context.current.clock
        await withTaskGroup(of: Void.self) { group in
            group.addTask { [server] in try? await server.shutdownGracefully() }
            group.addTask { [task] in
                // A cancelled sleep means that everything was closed in time.
                guard (try? await clock.sleep(until: deadline.uptime)) != nil else { return }
                task.cancel()
            }
            await group.next()
            group.cancelAll()
        }
        _ = await task.result
    }
}
