import MartletContext
import MartletResilience
import MartletTesting
import Testing

@Suite(.timeLimit(.minutes(10))) struct DeadlineUnitTests {
    private let bench = Bench()

    @Test func `a result in time is returned and the timer ends`() async throws {
        let value = try await bench.context.run { try await withDeadline(.seconds(1)) { 7 } }
        #expect(value == 7)
        #expect(bench.clock.sleeperCount == 0)
    }

    @Test func `an error in time is thrown itself`() async throws {
        await #expect(throws: PlainFailure()) {
            try await bench.context.run { try await withDeadline(.seconds(1)) { throw PlainFailure() } }
        }
    }

    @Test func `S0-09 S1-17 a call without an answer is cancelled at 30 seconds, which the error names`() async throws {
        let cancellations = Counter()
        let error = await #expect(throws: ResilienceError.self) {
            try await bench.run(advancing: []) { [bench] in
                async let outcome: Void = withDeadline(.seconds(30), of: "api.call") {
                    await waitForCancellation()
                    cancellations.increment()
                }
                try await bench.clock.waitForSleepers(1)
                bench.clock.advance(by: .seconds(30))
                try await outcome
            }
        }
        #expect(cancellations.value == 1)
        #expect(error?.code == .deadlineExceeded)
        #expect(error?.limit == .seconds(30))
        #expect(error?.operation == "api.call")
        #expect(error?.underlying == nil)
        #expect(error?.description.hasPrefix("deadlineExceeded: api.call gave no result within 30.00 s") == true)
    }

    @Test func `C-13 S1-18 the earlier of two deadlines is the one an operation sees`() async throws {
        let seen = try await bench.context.run {
            try await withDeadline(.seconds(5)) {
                try await withDeadline(.seconds(60)) { Context.current.deadline }
            }
        }
        #expect(seen == Deadline(uptime: .seconds(5)))
        let shorter = try await bench.context.run {
            try await withDeadline(.seconds(60)) {
                try await withDeadline(.seconds(5)) { Context.current.deadline }
            }
        }
        #expect(shorter == Deadline(uptime: .seconds(5)))
    }

    @Test func `C-13 a deadline that only the context carries ends the operation too`() async throws {
        let error = await #expect(throws: ResilienceError.self) {
            try await bench.run(advancing: [], deadline: .seconds(3)) { [bench] in
                async let outcome: Void = withDeadline(.seconds(30)) {
                    try await bench.clock.sleep(for: .seconds(3600))
                }
                try await bench.clock.waitForSleepers(2)
                bench.clock.advance(by: .seconds(3))
                try await outcome
            }
        }
        #expect(error?.limit == .seconds(3))
    }

    @Test func `an operation is not called once its deadline has passed`() async throws {
        let error = await #expect(throws: ResilienceError.self) {
            try await bench.run(advancing: [], deadline: .zero) {
                try await withDeadline(.seconds(30), of: "api.call") { () -> Void in Issue.record("was called") }
            }
        }
        #expect(error?.limit == .zero)
        #expect(error?.message.hasPrefix("api.call was not called") == true)
    }

    @Test func `what an operation gives after its deadline is dropped, its error kept as the cause`() async throws {
        let error = await #expect(throws: ResilienceError.self) {
            try await bench.run(advancing: []) { [bench] in
                async let outcome: Int = withDeadline(.seconds(1)) {
                    try? await bench.clock.sleep(for: .seconds(3600))
                    throw PlainFailure()
                }
                try await bench.clock.waitForSleepers(2)
                bench.clock.advance(by: .seconds(1))
                return try await outcome
            }
        }
        #expect(error?.underlying as? PlainFailure == PlainFailure())
    }

    @Test func `F-49 the caller's cancellation stays a cancellation`() async throws {
        await #expect(throws: CancellationError.self) {
            try await withThrowingTaskGroup(of: Void.self) { [bench] group in
                group.addTask {
                    try await bench.context.run {
                        try await withDeadline(.seconds(30)) { try await bench.clock.sleep(for: .seconds(3600)) }
                    }
                }
                try await bench.clock.waitForSleepers(2)
                group.cancelAll()
                try await group.waitForAll()
            }
        }
        #expect(bench.clock.sleeperCount == 0)
    }

    @Test func `F-49 a caller that is already cancelled calls nothing`() async throws {
        await #expect(throws: CancellationError.self) {
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.cancelAll()
                group.addTask {
                    try await withDeadline(.seconds(30)) { () -> Void in Issue.record("was called") }
                }
                try await group.waitForAll()
            }
        }
    }

    @Test func `an attempt that ran out of its own time is tried again within the caller's`() async throws {
        let value = try await bench.context.run { [bench] in
            async let outcome = RetryPolicy.externalCall.run("test") { attempt in
                try await withDeadline(.seconds(10)) {
                    if attempt == 1 { await waitForCancellation() }
                    return attempt
                }
            }
            try await bench.clock.waitForSleepers(1)
            bench.clock.advance(by: .seconds(10))
            try await bench.clock.waitForSleepers(1)
            bench.clock.advance(by: .milliseconds(500))
            return try await outcome
        }
        #expect(value == 2)
    }
}
