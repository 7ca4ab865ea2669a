import MartletContext
import Testing

@testable import MartletDatabase

/// Statements that are counted and told of.
@Suite struct StatementWatchUnitTests {
    private let site = StatementSite(file: "Shop/CardStore.swift", function: "getOne()")

    @Test(arguments: [(499, 0), (500, 1), (60_000, 1)])
    func `S1-74 a statement is slow from the threshold on`(milliseconds: Int, records: Int) {
        let (watch, logs) = (StatementWatch(threshold: .milliseconds(500)), Logs())
        let start = watch.begin(logs.context)
        logs.advance(by: .milliseconds(milliseconds))
        watch.end(site, since: start, rows: 3, logs.context)
        #expect(logs.records("statement_slow").count == records)
    }

    @Test func `a statement that fails has no rows in its record`() {
        let (watch, logs) = (StatementWatch(threshold: .zero), Logs())
        watch.end(site, since: watch.begin(logs.context), rows: nil, logs.context)
        #expect(logs.records("statement_slow").first?.fields["rows"] == nil)
        #expect(logs.records("statement_slow").first?.fields["statement"] == "Shop/CardStore.getOne()")
    }

    @Test func `statements are counted when they begin`() {
        let watch = StatementWatch(threshold: .zero)
        for _ in 1...3 { _ = watch.begin(Context.current) }
        #expect(watch.count == 3)
    }

    @Test func `a key is told from another by its request`() {
        let key = IdempotencyKey("a", request: "{}".utf8)
        #expect(key.fingerprint == IdempotencyKey("b", request: "{}".utf8).fingerprint)
        #expect(key.fingerprint != IdempotencyKey("a", request: "{ }".utf8).fingerprint)
        #expect((key.text, key.outcome) == ("a", .unused))
    }
}
