import MartletContext
import MartletResilience
import MartletTesting
import Testing

@testable import MartletJobs

@Suite struct JobVerdictUnitTests {
    private let policy = JobPolicy(attempts: 3, backoff: .exponential(from: .seconds(2), jitter: .additive(0)))

    @Test(arguments: [
        (JobOutcome.completed, Settlement.finish(.completed, reason: nil)),
        (.cancelled("why"), .finish(.cancelled, reason: "why")),
        (.dead("why"), .finish(.dead, reason: "why")),
        (.snoozed(.seconds(5)), .again(after: .seconds(5), error: nil, givesAttemptBack: true)),
        (.retry(after: .seconds(9), "why"), .again(after: .seconds(9), error: "why", givesAttemptBack: false)),
    ])
    func `an outcome says what becomes of the job`(outcome: JobOutcome, settlement: Settlement) {
        #expect(verdict(.success(outcome)).settlement == settlement)
    }

    @Test(arguments: [
        (Duration.seconds(Int64.max), Duration.seconds(7 * 86_400)), (.zero, .seconds(2)), (.seconds(-5), .seconds(2)),
        (.milliseconds(1), .milliseconds(1)),
    ])
    func `a pause that another side asks for is bounded, and none is the policy's own`(asked: Duration, rest: Duration)
    {
        let verdict = verdict(.success(.retry(after: asked, "429")), attempt: 1)
        #expect(verdict.settlement == .again(after: rest, error: "429", givesAttemptBack: false))
    }

    @Test(arguments: [
        (Duration.seconds(Int64.max), Duration.seconds(7 * 86_400)), (.zero, .seconds(1)), (.seconds(-5), .seconds(1)),
    ])
    func `S0-16 a snooze has bounds, so that a job that takes no attempt does not spin`(asked: Duration, rest: Duration)
    {
        let verdict = verdict(.success(.snoozed(asked)))
        #expect(verdict.settlement == .again(after: rest, error: nil, givesAttemptBack: true))
    }

    @Test func `an error rests by the policy and the last one is deadly`() {
        let error = Mishap(description: "oops")
        let pauses = [1, 2].map { verdict(.failure(error), attempt: $0).settlement }
        #expect(pauses == [2, 4].map { .again(after: .seconds($0), error: "oops", givesAttemptBack: false) })
        let last = verdict(.failure(error), attempt: 3)
        #expect(last.settlement == .finish(.dead, reason: "oops"))
        #expect(last.reason == "oops")
        #expect(verdict(.success(.retry(after: .zero, "429")), attempt: 3).settlement == .finish(.dead, reason: "429"))
    }

    @Test(arguments: [StopReason.shutdown, .lostContact])
    func `a stopped attempt is given back when it failed and counts when it did not`(reason: StopReason) {
        let failed = verdict(.failure(CancellationError()), stop: reason, attempt: 3)
        #expect(failed.settlement == .again(after: .zero, error: nil, givesAttemptBack: true))
        #expect(verdict(.success(.completed), stop: reason).outcome == .completed)
    }

    @Test func `nothing is stored for a job that another worker has`() {
        #expect(verdict(.success(.completed), stop: .staleLease).settlement == nil)
        #expect(verdict(.failure(CancellationError()), stop: .staleLease).outcome == .stale)
    }

    @Test func `a stored reason is short, whole and without zeros`() {
        #expect("a\0b".stored == "a\u{FFFD}b")
        #expect(String(repeating: "x", count: 5000).stored.utf8.count == 4096)
        #expect(String(repeating: "я", count: 4000).stored.utf8.count == 4096)
        #expect(("x" + String(repeating: "я", count: 4000)).stored.utf8.count == 4095)
    }

    private func verdict(
        _ result: Result<JobOutcome, any Error>,
        stop: StopReason? = nil,
        attempt: Int = 1
    ) -> JobVerdict {
        JobVerdict(on: result, stop: stop, attempt: attempt, policy: policy, random: SeededRandom(seed: 1))
    }
}
