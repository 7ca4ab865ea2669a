import HTTPTypes
import Martlet

/// Lets in what runs on this machine and the chat page, and keeps out pages of other sites.
///
/// A stand-in knows no secret that is one, so any page in a developer's browser could speak for the bot or for a person. A
/// browser says of itself which site a request comes from, and a name of another site that was made to lead here stands in
/// `Host`.
struct OwnMachine: RequestVerifier {
    static let names: Set<Substring> = ["127.0.0.1", "localhost", "[::1]"]

    func verify(_ request: RequestContext) throws {
        let authority = request.head.authority ?? ""
        let port = authority.lastIndex { $0 == ":" || $0 == "]" }
        let name = port.map { authority[$0] == ":" ? authority[..<$0] : authority[...] } ?? authority[...]
        guard Self.names.contains(name) else {
            throw Problem.permission("A stand-in answers under 127.0.0.1, localhost or [::1].")
        }
        // Other clients than browsers do not send it; `none` is an address that a person typed.
        guard ["same-origin", "none", nil].contains(request.header("sec-fetch-site")) else {
            throw Problem.permission("A stand-in answers no page of another site.")
        }
    }
}

extension AccessRule {
    /// What runs on this machine, and no page of another site.
    static var ownMachine: AccessRule { .verified(by: OwnMachine()) }
}
