import Martlet
import MartletTesting
import Testing

@testable import Atelier

/// What cannot be read among the polled updates holds nothing up.
@Suite(.timeLimit(.minutes(10)))
struct UpdateSourcesUnreadableIntegrationTests {
    @Test(
        arguments: [
            [.unreadable(5), .readable(6)], [.readable(5), .unreadable(6)],
            [.readable(5), .unreadable(6), .unreadable(7)],
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

    @Test(arguments: [UpdateScript.Entry.halfCharacter(8), .nested(8)])
    func `an update that makes the whole answer unreadable costs only itself, and is an error in the log`(
        update: UpdateScript.Entry
    ) async throws {
        let batch = (5...7).map(UpdateScript.Entry.readable) + [update] + (9...10).map(UpdateScript.Entry.readable)
        try await UpdateScript.with(batch) { script, settings in
            try await withBackend(Atelier.self, on: .sqlite, settings: settings) { atelier in
                await script.messages.wait { $0 == 5 }
                await script.pending.wait(until: \.isEmpty)
                let records = atelier.logs.lines.filter { $0.contains(#""event":"updates_unreadable""#) }
                #expect(records.count == 1)
                #expect(records.first?.contains(#""level":"ERROR""#) == true)
                #expect(!atelier.logs.lines.contains { $0.contains(#""operation":"telegram.poll""#) }, "a retry")
            }
        }
    }

    @Test func `unreadable updates alone are got past once an id is known`() async throws {
        try await UpdateScript.with([.readable(5)]) { script, settings in
            try await withBackend(Atelier.self, on: .sqlite, settings: settings) { atelier in
                await script.pending.wait(until: \.isEmpty)
                script.pending.update { $0 += [.unreadable(6), .unreadable(7), .unreadable(8)] }
                // It may be one whose id lies far ahead; then each fetch leads one further, and none follows at once.
                try await atelier.clock.waitForSleeper(of: .seconds(2))
                #expect(script.fetches.value.count == 2)
                atelier.clock.advance(by: .seconds(2))
                await script.pending.wait(until: \.isEmpty)
                script.pending.update { $0.append(.readable(9)) }
                await script.messages.wait { $0 == 2 }
            }
        }
    }

    @Test func `each fetch without a readable update is followed by a longer rest until one comes`() async throws {
        try await UpdateScript.with([.readable(5), .unreadable(9), .unreadable(10)]) { script, settings in
            try await withBackend(Atelier.self, on: .sqlite, settings: settings) { atelier in
                for (rest, fetches) in [(2, 2), (4, 3)] {
                    try await atelier.clock.waitForSleeper(of: .seconds(rest))
                    #expect(script.fetches.value.count == fetches)
                    atelier.clock.advance(by: .seconds(rest))
                }
                await script.pending.wait(until: \.isEmpty)
                script.pending.update { $0.append(.readable(11)) }
                await script.messages.wait { $0 == 2 }
                await script.pending.wait(until: \.isEmpty)
                script.pending.update { $0.append(.unreadable(12)) }
                try await atelier.clock.waitForSleeper(of: .seconds(2))
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
                #expect(script.fetches.value.count == 3)
                script.pending.update { $0.append(.readable(6)) }
                atelier.clock.advance(by: .seconds(8))
                await script.messages.wait { $0 == 1 }
                #expect(atelier.logs.lines.count { $0.contains(#""event":"updates_unreadable""#) } == 1)
                await script.pending.wait(until: \.isEmpty)
            }
        }
    }

    @Test func `an update that the inbox does not take is passed over`() async throws {
        try await UpdateScript.with([.readable(5), .oversized(6), .readable(7)]) { script, settings in
            try await withBackend(Atelier.self, on: .sqlite, settings: settings) { atelier in
                await script.pending.wait(until: \.isEmpty)
                await script.messages.wait { $0 == 2 }
                let records = atelier.logs.lines.filter { $0.contains(#""event":"update_too_large""#) }
                #expect(records.count == 1)
                #expect(records.first?.contains(#""update_id":"6""#) == true)
                let metrics = String(decoding: atelier.metrics.render(), as: UTF8.self)
                #expect(metrics.contains("\ntelegram_updates_refused_total 1\n"))
            }
        }
    }
}
