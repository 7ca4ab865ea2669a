import MartletContext
import MartletResilience
import MartletTesting
import Testing

@Suite struct BackoffUnitTests {
    @Test func `S0-13 pauses start at the base and double up to the cap`() {
        let backoff = Backoff.exponential(from: .milliseconds(500), cap: .seconds(3), jitter: .additive(0.1))
        let pauses = (1...5).map { backoff.delay(afterAttempt: $0, random: FixedRandom()) }
        #expect(pauses == [.milliseconds(500), .seconds(1), .seconds(2), .seconds(3), .seconds(3)])
    }

    @Test func `S0-14 additive jitter adds nothing to a tenth of the pause`() {
        let backoff = Backoff.exponential(from: .milliseconds(500), jitter: .additive(0.1))
        let random = SeededRandom(seed: 14)
        for attempt in 1...3 {
            let plain = backoff.delay(afterAttempt: attempt, random: FixedRandom())
            let samples = (0..<1000).map { _ in backoff.delay(afterAttempt: attempt, random: random) }
            #expect(samples.allSatisfy { plain <= $0 && $0 <= plain * 1.1 })
            #expect(Set(samples).count > 900)
        }
    }

    @Test func `full jitter spreads the pause from nothing to all of it`() {
        let backoff = Backoff.constant(.seconds(8))
        #expect(backoff.delay(afterAttempt: 3, random: FixedRandom(unit: 0)) == .zero)
        #expect(backoff.delay(afterAttempt: 3, random: FixedRandom(unit: 0.25)) == .seconds(2))
        let random = SeededRandom(seed: 4)
        let samples = (0..<1000).map { _ in backoff.delay(afterAttempt: 1, random: random) }
        #expect(samples.allSatisfy { .zero <= $0 && $0 < .seconds(8) })
        #expect(samples.contains { $0 < .seconds(1) } && samples.contains { $0 > .seconds(7) })
    }

    @Test func `F-45 pauses stay at the cap however many attempts failed`() {
        let backoff = Backoff.exponential(from: .seconds(1), cap: .seconds(60), jitter: .additive(0))
        #expect(backoff.delay(afterAttempt: .max, random: FixedRandom()) == .seconds(60))
        let flat = Backoff.constant(.seconds(5), jitter: .additive(0))
        #expect(flat.delay(afterAttempt: .max, random: FixedRandom()) == .seconds(5))
    }

    @Test func `a base of nothing gives no pause`() {
        let backoff = Backoff.exponential(from: .zero)
        #expect(backoff.delay(afterAttempt: 10_000, random: FixedRandom(unit: 0.5)) == .zero)
    }

    @Test func `pauses that cannot be are refused`() async {
        await #expect(processExitsWith: .failure) { _ = Backoff.constant(.seconds(-1)) }
        await #expect(processExitsWith: .failure) { _ = Backoff.exponential(from: .seconds(1), factor: 0.5) }
        await #expect(processExitsWith: .failure) { _ = Backoff.Jitter.additive(-0.1) }
    }
}
