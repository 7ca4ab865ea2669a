import HTTPTypes
import NIOHTTP1

extension HTTPRequest {
    /// Takes over the parser's head; nil when a method or header name is none in HTTP.
    init?(_ head: HTTPRequestHead) {
        guard let method = Method(rawValue: head.method.rawValue) else { return nil }
        let target = Self.originForm(of: head.uri)
        var fields = HTTPFields()
        fields.reserveCapacity(head.headers.count)
        var authority: String?
        for (name, value) in head.headers {
            if name.utf8.count == 4, name.isHeader("host") {
                authority = value
            } else if let name = HTTPField.Name(name) {
                fields.append(HTTPField(name: name, value: value))
            } else {
                return nil
            }
        }
        self.init(method: method, scheme: "http", authority: authority, path: target, headerFields: fields)
    }

    /// Cuts the scheme and authority off a target in absolute form.
    private static func originForm(of target: String) -> String {
        guard target.utf8.first != UInt8(ascii: "/"), target != "*" else { return target }
        let rest = target.drop { $0 != ":" }.dropFirst(3)
        let path = rest.drop { $0 != "/" && $0 != "?" }
        return path.first == "/" ? String(path) : "/" + path
    }
}
