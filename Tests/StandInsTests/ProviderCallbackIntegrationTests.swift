import Martlet
import MartletTesting
import NIOCore
import NIOHTTP1
@testable import StandIns
import Testing

/// The callbacks of the provider's stand-in, to a real server.
@Suite(.timeLimit(.minutes(10)))
struct ProviderCallbackIntegrationTests {
    private let end = ProviderPace().total

    @Test func `a task that ends is called back for once, with its record and a signature`() async throws {
        try await ScriptedServer.run({ _, _ in .http(200) }) { customer, url in
            try await ProviderServer.with { provider in
                let id = try provider.standIn.order(callback: "\(url)/kie/callback").id
                try await provider.clock.waitForSleeper(of: end)
                provider.clock.advance(by: end)
                await customer.waitForRequest()
                let received = try #require(customer.received.first)
                #expect(received.method == "POST" && received.target == "/kie/callback")
                let timestamp = try #require(received.headers.first(name: "X-Webhook-Timestamp"))
                #expect(timestamp == "\(provider.clock.now.microseconds / 1_000_000)")
                let signature = ProviderCallbacks.signature(of: id, at: timestamp, key: provider.standIn.key)
                #expect(received.headers.first(name: "X-Webhook-Signature") == signature)
                let body = try JSON.decode(ReadAnswer.self, from: ByteBuffer(string: received.body))
                let data = try #require(body.data)
                #expect(body.code == 200)
                #expect(try JSON.decode(ReadTask.self, from: ByteBuffer(bytes: data.bytes)).state == "success")
            }
            #expect(customer.received.count == 1)
        }
    }

    @Test func `a callback that is not taken is repeated with growing pauses, and given up in the end`() async throws {
        try await ScriptedServer.run({ _, _ in .http(500) }) { customer, url in
            try await ProviderServer.with { provider in
                _ = try provider.standIn.order(callback: "\(url)/callback")
                try await provider.clock.waitForSleeper(of: end)
                provider.clock.advance(by: end)
                for pause in [1, 2, 4, 8] {
                    await customer.waitForRequest()
                    try await provider.clock.waitForSleeper(of: .seconds(pause))
                    provider.clock.advance(by: .seconds(pause))
                }
                await customer.waitForRequest()
            }
            #expect(customer.received.count == ProviderCallbacks.attempts)
        }
    }

    @Test func `a callback that is taken at the second time is not repeated again`() async throws {
        let script: ScriptedServer.Script = { call, _ in .http(call == 1 ? 503 : 204) }
        try await ScriptedServer.run(script) { customer, url in
            try await ProviderServer.with { provider in
                _ = try provider.standIn.order(callback: "\(url)/callback")
                try await provider.clock.waitForSleeper(of: end)
                provider.clock.advance(by: end)
                await customer.waitForRequest()
                try await provider.clock.waitForSleeper(of: .seconds(1))
                provider.clock.advance(by: .seconds(1))
                await customer.waitForRequest()
                // Another task's callback comes next, and nothing in between.
                _ = try provider.standIn.order(callback: "\(url)/other")
                try await provider.clock.waitForSleeper(of: end)
                provider.clock.advance(by: end)
                await customer.waitForRequest()
                #expect(customer.received.map(\.target) == ["/callback", "/callback", "/other"])
            }
        }
    }

    @Test func `a failed task is called back for with code 501`() async throws {
        try await ScriptedServer.run({ _, _ in .http(200) }) { customer, url in
            try await ProviderServer.with { provider in
                provider.standIn.spoilNextTasks(.fails(code: "501", message: "no"))
                _ = try provider.standIn.order(callback: "\(url)/callback")
                try await provider.clock.waitForSleeper(of: end)
                provider.clock.advance(by: end)
                await customer.waitForRequest()
                #expect(customer.received.first?.body.contains(#""code":501"#) == true)
                #expect(customer.received.first?.body.contains(#""state":"fail""#) == true)
            }
        }
    }

    @Test func `a callback comes twice, forged, or never when it is told so`() async throws {
        try await ScriptedServer.run({ _, _ in .http(200) }) { customer, url in
            try await ProviderServer.with { provider in
                provider.standIn.spoilNextTasks(.neverCallsBack, .callsBackTwice)
                for path in ["never", "twice"] { _ = try provider.standIn.order(callback: "\(url)/\(path)") }
                try await provider.clock.waitForSleeper(of: end)
                provider.clock.advance(by: end)
                await customer.waitForRequest()
                await customer.waitForRequest()
                provider.standIn.spoilNextTasks(.forgesSignature)
                let id = try provider.standIn.order(callback: "\(url)/forged").id
                try await provider.clock.waitForSleeper(of: end)
                provider.clock.advance(by: end)
                await customer.waitForRequest()
                #expect(customer.received.map(\.target) == ["/twice", "/twice", "/forged"])
                let forged = try #require(customer.received.last)
                let timestamp = try #require(forged.headers.first(name: "X-Webhook-Timestamp"))
                let signature = ProviderCallbacks.signature(of: id, at: timestamp, key: provider.standIn.key)
                #expect(forged.headers.first(name: "X-Webhook-Signature") != signature)
            }
        }
    }
}
