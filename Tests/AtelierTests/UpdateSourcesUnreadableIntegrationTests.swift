import Martlet
import MartletTesting
import Testing

@testable import Atelier

/// What cannot be read among the polled updates holds nothing up.
@Suite(.timeLimit(.minutes(1)))
struct UpdateSourcesUnreadableIntegrationTests {
    @Test(
        arguments: [
            [.unreadable(5), .readable(6)], [.readable(5), .unreadable(6)],
            [.readable(5), .unreadable(9), .unreadable(10)],
        ] as [[UpdateScript.Entry]]
    )
    func `an update without a readable id is passed over, whatever its place in the batch`(
        batch: [UpdateScript.Entry]
    ) async throws {
        try await UpdateScript.with(batch) { script, settings in
            try await withBackend(Atelier.self, on: .sqlite, settings: settings) { atelier in
                await script.pending.wait(until: \.isEmpty)
                script.pending.update { $0.append(.readable(20)) }
                await script.messages.wait { $0 == 2 }
                #expect(atelier.logs.lines.count { $0.contains(#""event":"updates_unreadable""#) } == 1)
            }
        }
    }

    @Test func `unreadable updates alone are got past once an id is known`() async throws {
        try await UpdateScript.with([.readable(5)]) { script, settings in
            try await withBackend(Atelier.self, on: .sqlite, settings: settings) { _ in
                await script.pending.wait(until: \.isEmpty)
                script.pending.update { $0 += [.unreadable(6), .unreadable(7), .unreadable(8)] }
                await script.pending.wait(until: \.isEmpty)
                script.pending.update { $0.append(.readable(9)) }
                await script.messages.wait { $0 == 2 }
            }
        }
    }

    @Test func `while no id is known at all the poller rests, and goes on with the first readable update`() async throws
    {
        try await UpdateScript.with([.unreadable(5)]) { script, settings in
            try await withBackend(Atelier.self, on: .sqlite, settings: settings) { atelier in
                for rest in [2, 4] {
                    try await atelier.clock.waitForSleeper(of: .seconds(rest))
                    atelier.clock.advance(by: .seconds(rest))
                }
                try await atelier.clock.waitForSleeper(of: .seconds(8))
                #expect(script.fetches.value == 3)
                script.pending.update { $0.append(.readable(6)) }
                atelier.clock.advance(by: .seconds(8))
                await script.messages.wait { $0 == 1 }
                #expect(atelier.logs.lines.count { $0.contains(#""event":"updates_unreadable""#) } == 1)
                await script.pending.wait(until: \.isEmpty)
            }
        }
    }
}
