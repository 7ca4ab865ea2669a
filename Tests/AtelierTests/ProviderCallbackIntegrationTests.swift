@testable import Atelier
import Martlet
import MartletTesting
import NIOCore
import NIOHTTP1
import StandIns
import Testing

/// Callbacks as the stand-in sends them, against the check of the service.
@Suite(.timeLimit(.minutes(10)))
struct ProviderCallbackIntegrationTests {
    @Test func `the provider's callback is believed, a forged one is not`() async throws {
        try await ScriptedServer.run({ _, _ in .http(200) }) { customer, url in
            try await ProviderDouble.with { provider in
                let check = ProviderCallback(key: provider.standIn.key)
                provider.standIn.spoilNextTasks(.callsBackTwice, .forgesSignature)
                for isForged in [false, true] {
                    let task = try await provider.order(callback: "\(url)/kie/callback")
                    try await provider.clock.waitForSleeper(of: ProviderDouble.end)
                    provider.clock.advance(by: ProviderDouble.end)
                    for _ in 1...(isForged ? 1 : 2) { await customer.waitForRequest() }
                    let received = try #require(customer.received.last)
                    let outcome = Result {
                        try check.task(
                            in: ByteBuffer(string: received.body),
                            timestamp: received.headers.first(name: "X-Webhook-Timestamp"),
                            signature: received.headers.first(name: "X-Webhook-Signature")
                        )
                    }
                    #expect((try? outcome.get()) == (isForged ? nil : task))
                }
                #expect(customer.received.count == 3)
            }
        }
    }
}
