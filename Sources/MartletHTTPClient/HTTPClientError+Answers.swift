public import MartletPayload
public import MartletResilience

extension HTTPClientError: RetryClassified {
    /// Whether the same call may succeed later: after 408, 429 and most 5xx, a broken connection and a timeout.
    public var retryVerdict: RetryVerdict {
        switch code {
        case .connection, .timeout: .transient
        case .status: response.map(Self.verdict(on:)) ?? .permanent
        default: .permanent
        }
    }

    private static func verdict(on response: HTTPClient.Response) -> RetryVerdict {
        switch response.status {
        // 501 and 505 say that the server cannot, not that it cannot now.
        case 501, 505: .permanent
        case 408, 429, 500...599: response.retryAfter.map { .transientAfter($0) } ?? .transient
        default: .permanent
        }
    }
}

extension HTTPClientError: ProblemConvertible {
    /// 503, without a word of what the other side said.
    public var problem: Problem {
        .externalService()
    }
}
