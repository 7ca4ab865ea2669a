import MartletPayload
import NIOHTTP1

/// The checks of a request's head that the parser leaves to the server (RFC 9110 and 9112).
struct RequestHeadCheck {
    let maximumTargetLength: Int

    /// Returns why a head is refused; nil when it is sound.
    func rejection(of head: HTTPRequestHead) -> Rejection? {
        guard head.version.major == 1 else { return Rejection(parsing: .invalidVersion) }
        guard head.uri.utf8.count <= maximumTargetLength else {
            return Rejection(
                ProblemStatus(414, "URI Too Long"),
                "TargetTooLongError",
                "The request's target is too long."
            )
        }
        guard Self.isSound(target: head.uri, of: head.method) else {
            return .malformed("The request's target is malformed.")
        }
        return rejection(of: head.headers, in: head.version)
    }

    private func rejection(of headers: HTTPHeaders, in version: HTTPVersion) -> Rejection? {
        var hosts = 0
        var codings = 0
        var lengths = 0
        for (name, value) in headers {
            switch name.utf8.count {
            case 4 where name.isHeader("host"):
                hosts += 1
                guard Self.isSound(host: value) else { return .malformed("The Host header is malformed.") }
            case 6 where name.isHeader("expect"):
                guard value.isHeader("100-continue") else {
                    return Rejection(
                        ProblemStatus(417, "Expectation Failed"),
                        "ExpectationError",
                        "Only 100-continue can be expected."
                    )
                }
            case 14 where name.isHeader("content-length"): lengths += 1
            case 17 where name.isHeader("transfer-encoding"):
                codings += 1
                guard value.isHeader("chunked") else {
                    return Rejection(
                        ProblemStatus(501, "Not Implemented"),
                        "TransferEncodingError",
                        "Only the chunked transfer encoding is read."
                    )
                }
            default: break
            }
        }
        guard hosts <= 1, hosts == 1 || version == .http1_0 else {
            return .malformed("The request needs exactly one Host header.")
        }
        guard codings == 0 || version != .http1_0 else {
            return .malformed("HTTP/1.0 has no transfer encodings.")
        }
        guard codings + lengths <= 1 else {
            return .malformed("The request's length is malformed or contradicts itself.")
        }
        return nil
    }

    /// Accepts the origin form, `*` for OPTIONS, and the absolute form.
    private static func isSound(target: String, of method: HTTPMethod) -> Bool {
        if target.utf8.first == UInt8(ascii: "/") {
            return target.utf8.allSatisfy { $0 > 0x20 && $0 != 0x7F && $0 != UInt8(ascii: "#") }
        }
        if target == "*" { return method == .OPTIONS }
        return target.hasPrefix("http://") || target.hasPrefix("https://")
    }

    /// Accepts a name or an address, and a port: what RFC 3986 allows there, without user information.
    private static func isSound(host: String) -> Bool {
        !host.isEmpty
            && host.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"),
                    UInt8(ascii: ":"), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "%"), UInt8(ascii: "~"):
                    true
                default: false
                }
            }
    }
}

extension String {
    /// Compares with text in lower case, regardless of the case of this one's ASCII letters.
    func isHeader(_ lowercased: String) -> Bool {
        guard utf8.count == lowercased.utf8.count else { return false }
        return zip(utf8, lowercased.utf8).allSatisfy { own, expected in
            (own >= UInt8(ascii: "A") && own <= UInt8(ascii: "Z") ? own | 0x20 : own) == expected
        }
    }
}
