import MartletContext
import Testing

@Suite struct ContextUnitTests {
    @Test func `a bound context reaches child tasks and ends with its scope`() async {
        var context = Context.current
        context.correlation = CorrelationID("abc")
        let seen = await context.run { () async -> CorrelationID? in
            async let child = Context.current.correlation
            return await child
        }
        #expect(seen?.description == "abc")
        #expect(Context.current.correlation == nil)
    }

    @Test func `ids are version 7 UUIDs that sort by time`() {
        let context = Context(randomness: SeededRandom(seed: 1))
        let id = context.makeID()
        #expect((id >> 76) & 0xF == 7)
        #expect((id >> 62) & 0b11 == 0b10)
        let milliseconds = Int64(id >> 80)
        #expect(abs(milliseconds - context.clock.now.microseconds / 1000) < 10_000)
    }

    @Test func `S3-33 a correlation id from outside is taken only when it is short and plain`() {
        #expect(CorrelationID("9f-A_z.0")?.description == "9f-A_z.0")
        #expect(CorrelationID("") == nil)
        #expect(CorrelationID("a b") == nil)
        #expect(CorrelationID("a\nb") == nil)
        #expect(CorrelationID("é") == nil)
        #expect(CorrelationID(String(repeating: "a", count: 128)) != nil)
        #expect(CorrelationID(String(repeating: "a", count: 129)) == nil)
        #expect(CorrelationID().description.utf8.count == 32)
    }

    @Test func `S3-33 a traceparent gives its trace id, a malformed one nothing`() {
        let trace = "4bf92f3577b34da6a3ce929d0e0e4736"
        #expect(CorrelationID(traceparent: "00-\(trace)-00f067aa0ba902b7-01")?.description == trace)
        #expect(CorrelationID(traceparent: "00-\(trace)-00f067aa0ba902b7") == nil)
        #expect(CorrelationID(traceparent: "ff-\(trace)-00f067aa0ba902b7-01") == nil)
        #expect(CorrelationID(traceparent: "00-\(trace.uppercased())-00f067aa0ba902b7-01") == nil)
        #expect(CorrelationID(traceparent: "00-\(String(repeating: "0", count: 32))-00f067aa0ba902b7-01") == nil)
    }

    @Test func `the earlier of two deadlines wins`() {
        let early = Deadline(uptime: .seconds(1))
        let late = Deadline(uptime: .seconds(2))
        #expect(late.earlier(of: early) == early)
        #expect(early.earlier(of: late) == early)
        #expect(early.earlier(of: nil) == early)
    }
}
