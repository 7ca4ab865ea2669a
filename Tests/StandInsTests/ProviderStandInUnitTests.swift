import Martlet
import MartletTesting
@testable import StandIns
import Testing

/// Tasks of the provider's stand-in, on a clock that the test moves.
@Suite struct ProviderStandInUnitTests {
    private let clock = TestClock()
    private let standIn = ProviderStandIn(
        pace: ProviderPace(waiting: .seconds(1), queuing: .seconds(2), generating: .seconds(3))
    )

    private func still(_ body: () throws -> Void) throws {
        try Context.still(clock).run(body)
    }

    @Test func `a task goes through its five states in order and in time`() throws {
        try still { () throws in
            let id = try standIn.order().id
            var seen: [String] = []
            for _ in 0...6 {
                seen.append(try #require(try standIn.task(id)?.state))
                clock.advance(by: .seconds(1))
            }
            #expect(seen == ["waiting", "queuing", "queuing", "generating", "generating", "generating", "success"])
        }
    }

    @Test func `the record tells the order, the times and the picture, which stays until then unknown`() throws {
        try still { () throws in
            let id = try standIn.order("a \"red\" bird").id
            let before = try #require(try standIn.task(id))
            #expect(before.result.isEmpty && before.completed == nil)
            #expect(before.created == clock.now.microseconds / 1000)
            #expect(before.parameters.contains(#""prompt":"a \"red\" bird""#))
            clock.advance(by: .seconds(6))
            let after = try #require(try standIn.task(id))
            #expect(after.completed == after.created + 6000)
            #expect(after.result == #"{"resultUrls":["http://provider/stand-in/pictures/\#(id).png"]}"#)
        }
    }

    @Test func `a task that shall fail fails with its code and message`() throws {
        try still { () throws in
            standIn.spoilNextTasks(.fails(code: "501", message: "too dark"))
            let (spoiled, sound) = (try standIn.order().id, try standIn.order().id)
            clock.advance(by: .seconds(6))
            let task = try #require(try standIn.task(spoiled))
            #expect(task.state == "fail" && task.failCode == "501" && task.failMessage == "too dark")
            #expect(task.result.isEmpty)
            #expect(try standIn.task(sound)?.state == "success")
        }
    }

    @Test func `a task that shall never end is generated for ever`() throws {
        try still { () throws in
            standIn.spoilNextTasks(.neverEnds)
            let id = try standIn.order().id
            clock.advance(by: .seconds(86_400))
            #expect(try standIn.task(id)?.state == "generating")
        }
    }

    @Test func `the twenty-first creation within ten seconds is refused, and not queued`() throws {
        try still { () throws in
            for _ in 1...20 { #expect(try standIn.order().code == 200) }
            #expect(try standIn.order().code == 429)
            clock.advance(by: .seconds(10) - .milliseconds(1))
            #expect(try standIn.order().code == 429)
            clock.advance(by: .milliseconds(1))
            #expect(try standIn.order().code == 200)
            #expect(standIn.taskCount == 21)
        }
    }

    @Test func `it takes as many tasks within ten seconds as it is told`() throws {
        let standIn = ProviderStandIn(limit: 2)
        try still { () throws in
            for _ in 1...2 { #expect(try standIn.order().code == 200) }
            #expect(try standIn.order().code == 429)
            clock.advance(by: .seconds(10))
            #expect(try standIn.order().code == 200)
        }
    }

    @Test func `the eleventh query within a second is refused, and does not count`() throws {
        try still { () throws in
            let id = try standIn.order().id
            for _ in 1...10 { #expect(try standIn.record(of: id).read().code == 200) }
            for _ in 1...2 { #expect(try standIn.record(of: id).read().code == 429) }
            #expect(try standIn.order().code == 200, "orders have a limit of their own")
            clock.advance(by: .milliseconds(999))
            #expect(try standIn.record(of: id).read().code == 429)
            clock.advance(by: .milliseconds(1))
            #expect(try standIn.record(of: id).read().code == 200)
        }
    }

    @Test func `it tells of tasks as often within a second as it is told`() throws {
        let standIn = ProviderStandIn(queryLimit: 1)
        try still { () throws in
            #expect(try standIn.record(of: "none").read().code == 404)
            #expect(try standIn.record(of: "none").read().code == 429)
        }
    }

    @Test func `more than a hundred running tasks are refused`() throws {
        let standIn = ProviderStandIn(pace: ProviderPace(generating: .seconds(600)))
        try still { () throws in
            for _ in 1...5 {
                for _ in 1...20 { #expect(try standIn.order().code == 200) }
                clock.advance(by: .seconds(10))
            }
            #expect(try standIn.order().code == 429)
            clock.advance(by: .seconds(600))
            #expect(try standIn.order().code == 200)
        }
    }

    @Test func `it remembers so many tasks and forgets the oldest`() throws {
        try still { () throws in
            let first = try standIn.order().id
            for _ in 1..<ProviderBook.capacity {
                clock.advance(by: .seconds(1))
                #expect(try standIn.order().code == 200)
            }
            #expect(try standIn.record(of: first).read().code == 200)
            clock.advance(by: .seconds(1))
            #expect(try standIn.order().code == 200)
            #expect(standIn.taskCount == ProviderBook.capacity)
            #expect(try standIn.record(of: first).read().code == 404)
        }
    }

    @Test func `each task costs what its model costs, and without credits none is taken`() throws {
        let standIn = ProviderStandIn(credits: 2)
        try still { () throws in
            #expect(try standIn.order().code == 200)
            #expect(standIn.credits == 1, "0.80 are taken, 1.20 are left")
            #expect(try standIn.order().code == 200)
            #expect(try standIn.order().code == 402)
        }
    }

    @Test(arguments: ["", "localhost", "ftp://host/path", "http://host/path?query"])
    func `a callback that cannot be called is refused`(url: String) throws {
        try still { () throws in #expect(try standIn.order(callback: url.isEmpty ? "nonsense" : url).code == 422) }
    }

    @Test func `a signature is base64 of the HMAC-SHA256 over the task, a dot and the time`() {
        // Worked out with OpenSSL: printf task.1767225600 | openssl dgst -sha256 -hmac key -binary | base64
        let signature = ProviderCallbacks.signature(of: "task", at: "1767225600", key: Secret("key"))
        #expect(signature == "JrBVlSFnS8K1DjwBpYR+rQ7T54TYLHG9NWWyR80MYjc=")
    }
}
