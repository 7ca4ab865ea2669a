@testable import Atelier
import Martlet
import Testing

/// What the provider's codes mean for the next attempt and for the log.
@Suite struct ProviderErrorUnitTests {
    @Test(arguments: [
        (401, RetryVerdict.permanent), (402, .permanent), (404, .permanent), (422, .permanent), (501, .permanent),
        (505, .permanent), (429, .transientAfter(.seconds(10))), (455, .transientAfter(.seconds(30))),
        (500, .transient), (0, .transient), (599, .transient), (418, .permanent),
    ])
    func `each code says whether the call is worth repeating`(code: Int, verdict: RetryVerdict) {
        #expect(Self.error(code).retryVerdict == verdict)
    }

    @Test(arguments: [429, 455, 500, 502, 503, 504, 0])
    func `a pause that the provider asks for is kept`(code: Int) {
        let error = Self.error(code, retryAfter: .seconds(42))
        #expect(error.retryVerdict == .transientAfter(.seconds(42)))
    }

    @Test func `the log gets our own words, never the provider's, which may repeat a prompt`() {
        #expect(
            "\(Self.error(402))"
                == "The provider refused createTask with 402: no credits are left; top up the provider's account."
        )
        for code in [0, 200, 401, 402, 404, 418, 422, 429, 455, 500, 501, 505] {
            #expect(!"\(Self.error(code))".contains("prompt"))
        }
    }

    private static func error(_ code: Int, retryAfter: Duration? = nil) -> ProviderError {
        ProviderError(
            call: "createTask",
            code: ProviderError.Code(rawValue: code),
            reason: "your prompt 'a cat' is bad",
            retryAfter: retryAfter
        )
    }
}
