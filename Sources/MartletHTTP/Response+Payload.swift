import HTTPTypes
import MartletPayload
import NIOCore

extension Response {
    static let json = "application/json"

    /// The answer that carries a payload as JSON.
    init(_ status: HTTPResponse.Status = .ok, headers: HTTPFields = [:], encoding payload: some FieldValue) throws {
        var body = ByteBuffer()
        body.reserveCapacity(512)
        try JSON.encode(payload, into: &body)
        self.init(status, headers: headers, contentType: Self.json, body: body)
    }

    /// The answer that carries a problem.
    init(_ problem: Problem) {
        var headers = HTTPFields()
        if let wait = problem.retryAfter { headers[.retryAfter] = String(Self.wholeSeconds(wait)) }
        let body = (try? JSON.encode(problem)) ?? ByteBuffer(string: "{}")
        let status = HTTPResponse.Status(code: problem.status, reasonPhrase: problem.title)
        self.init(status, headers: headers, contentType: Problem.contentType, body: body)
    }

    /// Seconds, rounded up, and at least one: a client that waits so long has waited long enough.
    private static func wholeSeconds(_ duration: Duration) -> Int64 {
        let (seconds, attoseconds) = duration.components
        return max(1, attoseconds > 0 ? seconds + 1 : seconds)
    }
}
