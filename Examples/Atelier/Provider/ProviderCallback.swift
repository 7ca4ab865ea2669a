import Crypto
import FoundationEssentials
import Martlet
import NIOCore

/// Checks the provider's callbacks.
///
/// The signature covers the task and the time but not the body, so that a callback is a hint at most: `recordInfo`
/// decides.
struct ProviderCallback: Sendable {
    private let key: SymmetricKey

    /// The most that a callback's time may differ from ours.
    static let tolerance = Duration.seconds(300)

    /// Creates a check with the key that callbacks are signed with.
    init(key: Secret<String>) {
        self.key = SymmetricKey(data: Data(key.reveal().utf8))
    }

    /// Returns the task that a callback is about; throws a 401 problem unless its signature is right and young.
    func task(in body: ByteBuffer, of request: RequestContext) throws -> TaskID {
        try task(
            in: body,
            timestamp: request.header("X-Webhook-Timestamp"),
            signature: request.header("X-Webhook-Signature")
        )
    }

    func task(in body: ByteBuffer, timestamp: String?, signature: String?) throws -> TaskID {
        let task = try JSON.decode(CallbackPayload.self, from: body).data.task
        guard let timestamp, let signature, let seconds = Int64(timestamp), let code = Data(base64Encoded: signature),
            HMAC<SHA256>.isValidAuthenticationCode(
                code,
                authenticating: Data("\(task).\(timestamp)".utf8),
                using: key
            )
        else { throw Problem.authentication("The callback's signature is missing or wrong.") }
        let age = Context.current.clock.now.sinceEpoch - .seconds(seconds)
        guard (.zero - Self.tolerance...Self.tolerance).contains(age) else {
            throw Problem.authentication("The callback is too old, or its clock is wrong.")
        }
        return task
    }
}

/// The body of a callback, as far as it is used.
private struct CallbackPayload: Payload {
    static let fieldPolicy = FieldPolicy.ignoringUnknown

    let data: TaskReference

    init(reading fields: inout some FieldReader) {
        data = fields.required("data")
    }

    func write(to object: inout ObjectWriter) {
        object.field("data", data)
    }
}
