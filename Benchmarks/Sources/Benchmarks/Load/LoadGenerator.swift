import NIOCore
import NIOPosix

/// A closed loop of connections on one thread, the same for every contender.
struct LoadGenerator {
    let port: Int
    let workload: Workload
    let connections: Int
    let warmUp: TimeAmount
    let length: TimeAmount

    /// Sends until the time is up; throws when anything but 200 and 201 is answered.
    func run() async throws -> LoadResult {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let begin = NIODeadline.now() + warmUp
        let window = LoadWindow(begin: begin, end: begin + length)
        let latencies: [Int64]
        do {
            latencies = try await withThrowingTaskGroup(of: [Int64].self) { tasks in
                for number in 0..<connections {
                    tasks.addTask { try await send(number, in: window, on: group) }
                }
                return try await tasks.reduce(into: []) { $0 += $1 }
            }
        } catch {
            try await group.shutdownGracefully()
            throw error
        }
        try await group.shutdownGracefully()
        return LoadResult(latencies: latencies, nanoseconds: length.nanoseconds)
    }

    private func send(
        _ number: Int,
        in window: LoadWindow,
        on group: MultiThreadedEventLoopGroup
    ) async throws -> [Int64] {
        let answered = try await ClientBootstrap(group: group)
            .channelOption(.tcpOption(.tcp_nodelay), value: 1)
            .connect(host: "127.0.0.1", port: port) { [workload, connections] channel in
                channel.eventLoop.makeCompletedFuture {
                    let promise = channel.eventLoop.makePromise(of: [Int64].self)
                    let requests = workload.requests(of: number, among: connections)
                    let loop = ClosedLoop(requests: requests, window: window, done: promise)
                    try channel.pipeline.syncOperations.addHandler(loop)
                    return promise.futureResult
                }
            }
        return try await answered.get()
    }
}
