@testable import Atelier
import Martlet
import Testing

/// What becomes of an order that the provider has not taken.
@Suite struct OrderDecisionUnitTests {
    private static func decision(
        on code: Int,
        retryAfter: Duration? = nil,
        left: Duration = .seconds(720)
    ) -> OrderDecision {
        let code = ProviderError.Code(rawValue: code)
        let error = ProviderError(call: "createTask", code: code, reason: "", retryAfter: retryAfter)
        return OrderDecision(after: error, left: left)
    }

    @Test(arguments: [(429, 10), (455, 30)])
    func `an order that was certainly not taken waits`(code: Int, seconds: Int) {
        #expect(Self.decision(on: code) == .wait(.seconds(seconds)))
    }

    @Test(arguments: [429, 455])
    func `it waits as long as the provider asks`(code: Int) {
        #expect(Self.decision(on: code, retryAfter: .seconds(3)) == .wait(.seconds(3)))
    }

    @Test(arguments: [429, 455])
    func `S0-16 a pause that is none is no reason to hurry`(code: Int) {
        #expect(Self.decision(on: code, retryAfter: .zero) == .wait(.seconds(1)))
        #expect(Self.decision(on: code, retryAfter: .seconds(-5)) == .wait(.seconds(1)))
    }

    @Test(arguments: [429, 455])
    func `it waits no longer than the member`(code: Int) {
        #expect(Self.decision(on: code, left: .seconds(2)) == .wait(.seconds(2)))
        #expect(Self.decision(on: code, retryAfter: .seconds(3600), left: .seconds(2)) == .wait(.seconds(2)))
    }

    @Test(arguments: [0, 500, 502, 599])
    func `an order that may have been taken is repeated`(code: Int) {
        #expect(Self.decision(on: code) == .orderAgainSoon)
    }

    @Test(arguments: [0, 500])
    func `it is repeated when the provider says`(code: Int) {
        #expect(Self.decision(on: code, retryAfter: .seconds(5)) == .orderAgain(after: .seconds(5)))
    }

    @Test(arguments: [0, 500, 502])
    func `it is repeated no later than the member waits`(code: Int) {
        let decision = Self.decision(on: code, retryAfter: .seconds(604_800), left: .seconds(2))
        #expect(decision == .orderAgain(after: .seconds(2)))
    }

    @Test(arguments: [422, 501])
    func `an order that is wrong is the member's to change`(code: Int) {
        #expect(Self.decision(on: code) == .giveUp(.refused))
    }

    @Test func `an order that was certainly taken is not repeated`() {
        #expect(Self.decision(on: 200) == .giveUp(.unavailable))
        #expect(Self.decision(on: 200, retryAfter: .seconds(5)) == .giveUp(.unavailable))
    }

    @Test(arguments: [401, 402, 403, 404, 505])
    func `an account that is wrong is nothing of the member's`(code: Int) {
        #expect(Self.decision(on: code) == .giveUp(.unavailable))
    }
}
