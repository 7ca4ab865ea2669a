import Testing

@testable import MartletDatabase

/// Chunks on their way from a thread to a task.
@Suite struct ChunkChannelUnitTests {
    struct Refusal: Error, Equatable {}

    /// Sends numbers from a thread of its own and tells how that ended.
    private func send(_ numbers: ClosedRange<Int>, into channel: ChunkChannel<Int>) throws -> AsyncStream<String> {
        let (ends, end) = AsyncStream<String>.makeStream()
        try EngineThread.start {
            do {
                for number in numbers { try channel.send(number) }
                channel.finish(throwing: nil)
                end.yield("finished")
            } catch {
                end.yield("\(type(of: error))")
            }
            end.finish()
        }
        return ends
    }

    @Test func `chunks arrive in order, and then the end`() async throws {
        let channel = ChunkChannel<Int>()
        let ends = try send(1...100, into: channel)
        var received: [Int] = []
        while let number = try await channel.next() { received.append(number) }
        #expect(received == Array(1...100))
        #expect(try await channel.next() == nil)
        #expect(await ends.first { _ in true } == "finished")
    }

    @Test func `an error comes after what was sent before it`() async throws {
        let channel = ChunkChannel<Int>()
        try channel.send(1)
        channel.finish(throwing: Refusal())
        #expect(try await channel.next() == 1)
        await #expect(throws: Refusal()) { try await channel.next() }
    }

    @Test func `a thread that waits goes on when nobody takes chunks any more`() async throws {
        let channel = ChunkChannel<Int>()
        let ends = try send(1...100, into: channel)
        #expect(try await channel.next() == 1)
        channel.cancel()
        #expect(await ends.first { _ in true } == "CancellationError")
        await #expect(throws: CancellationError.self) { try await channel.next() }
    }

    @Test func `a cancelled task does not wait for a chunk`() async throws {
        let channel = ChunkChannel<Int>()
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await #expect(throws: CancellationError.self) { try await channel.next() } }
            group.cancelAll()
        }
        #expect(throws: CancellationError.self) { try channel.send(1) }
    }
}
