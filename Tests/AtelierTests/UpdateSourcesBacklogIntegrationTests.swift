import Martlet
import MartletTesting
import Testing

@testable import Atelier

/// However much waits to be fetched, polling gets through it.
@Suite(.timeLimit(.minutes(10)))
struct UpdateSourcesBacklogIntegrationTests {
    @Test func `a hundred updates of the longest text are fetched at once`() async throws {
        let backlog = (1...100).map { id in
            UpdateScript.Entry(
                id: id,
                json: SampleUpdate(id: id, text: String(repeating: "\\u044f", count: 4096)).json
            )
        }
        try await UpdateScript.with(backlog) { script, settings in
            try await withBackend(Atelier.self, on: .sqlite, settings: settings) { _ in
                await script.pending.wait(until: \.isEmpty)
                #expect(script.fetches.value == [100, 100])
            }
        }
    }

    @Test func `an answer that is too large is asked for in smaller parts`() async throws {
        try await UpdateScript.with((1...10).map(UpdateScript.Entry.readable)) { script, settings in
            script.fitting.update { $0 = 3 }
            try await withBackend(Atelier.self, on: .sqlite, settings: settings) { atelier in
                await script.pending.wait(until: \.isEmpty)
                await script.messages.wait { $0 == 10 }
                #expect(script.fetches.value.starts(with: [100, 50, 25, 12, 6, 3, 6, 3, 6, 3, 6]))
                #expect(!atelier.logs.lines.contains { $0.contains(#""level":"ERROR""#) })
            }
        }
    }

    @Test func `where one update alone is too large the operator is told once, and polling goes on behind it`()
        async throws
    {
        try await UpdateScript.with([.readable(1)]) { script, settings in
            script.fitting.update { $0 = 0 }
            try await withBackend(Atelier.self, on: .sqlite, settings: settings) { atelier in
                for rest in [2, 4] {
                    try await atelier.clock.waitForSleeper(of: .seconds(rest))
                    atelier.clock.advance(by: .seconds(rest))
                }
                try await atelier.clock.waitForSleeper(of: .seconds(8))
                #expect(script.fetches.value == [100, 50, 25, 12, 6, 3, 1, 1, 1])
                let records = atelier.logs.lines.filter { $0.contains(#""event":"updates_too_large""#) }
                #expect(records.count == 1)
                #expect(records.first?.contains(#""level":"ERROR""#) == true)
                script.fitting.update { $0 = 100 }
                atelier.clock.advance(by: .seconds(8))
                await script.messages.wait { $0 == 1 }
            }
        }
    }
}
