import HTTPTypes
public import MartletPayload

/// Accepts requests that carry a shared secret in a header; the comparison's time tells nothing of the secret.
///
/// ```swift
/// routes.post("telegram/webhook", summary: "Telegram's updates", access: .verified(by: SharedSecretHeader(
///     "X-Telegram-Bot-Api-Secret-Token", secret: secret))) { (body: ByteBuffer, context) in … }
/// ```
public struct SharedSecretHeader: RequestVerifier {
    private let name: HTTPField.Name?
    private let secret: Secret<String>

    /// Creates a verifier for a header; a name that no header can have, or an empty secret, accepts nothing.
    public init(_ name: String, secret: Secret<String>) {
        self.name = HTTPField.Name(name)
        self.secret = secret
    }

    /// Throws a 401 problem unless the header is there once and right.
    public func verify(_ request: RequestContext) throws {
        guard let name, secret != Secret(""), let sent = request.head.headerFields[name], Secret(sent) == secret else {
            throw Problem.authentication("The shared secret is missing or wrong.")
        }
    }
}
