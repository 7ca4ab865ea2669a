import Foundation
import Martlet
import MartletTesting
import Testing

@testable import Atelier

/// What a run leaves behind follows one convention, whichever module wrote it.
@Suite(.timeLimit(.minutes(10)))
struct UpdateSourcesRecordsIntegrationTests {
    /// The fields that hold numbers.
    private static let numbers: Set = ["status", "attempt", "attempts", "max", "rescues", "due", "count"]

    @Test func `events and fields are lower case with underscores, numbers are numbers, metrics have their units`()
        async throws
    {
        try await UpdateScript.with([.readable(5)]) { script, settings in
            try await withBackend(Atelier.self, on: .sqlite, settings: settings) { atelier in
                await script.messages.wait { $0 == 1 }
                script.pending.update { $0 += [.unreadable(6), .readable(7)] }
                await script.pending.wait(until: \.isEmpty)
                _ = try await atelier.client.send(HTTPClient.Request(.get, "/nowhere"))
                _ = try await atelier.client.send(HTTPClient.Request(.get, "/health"))
                var events: Set<String> = []
                for line in atelier.logs.lines {
                    let record = try #require(
                        try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
                    )
                    let event = try #require(record["event"] as? String)
                    events.insert(event)
                    #expect(event.wholeMatch(of: #/[a-z]+(_[a-z]+)+/#) != nil, "\(line)")
                    for (field, value) in record {
                        #expect(field.wholeMatch(of: #/[a-z]+(_[a-z]+)*/#) != nil, "\(line)")
                        guard Self.numbers.contains(field) || field.hasSuffix("_ms") else { continue }
                        #expect(value is NSNumber, "\(field) in \(line)")
                    }
                }
                let expected: Set = ["request_completed", "http_call_completed", "job_finished", "updates_unreadable"]
                #expect(events.isSuperset(of: expected), "\(events)")
                let polls = atelier.logs.lines.filter {
                    $0.contains("http_call_completed") && $0.contains("getUpdates")
                }
                #expect(polls.count >= 2)
                #expect(polls.allSatisfy { $0.contains(#""level":"DEBUG""#) }, "a poll is no news")
                let metrics = String(decoding: atelier.metrics.render(), as: UTF8.self)
                for type in metrics.matches(of: #/# TYPE (\S+) (\S+)/#) {
                    #expect(type.1.wholeMatch(of: #/[a-z]+(_[a-z]+)*/#) != nil, "\(type.0)")
                    #expect(type.2 != "counter" || type.1.hasSuffix("_total"), "\(type.0)")
                }
            }
        }
    }
}
