/// Names as Prometheus allows them: letters, digits and `_`, not beginning with a digit.
enum MetricName {
    /// Makes a metric's name from a label of swift-metrics: `http.server.requests` becomes `http_server_requests`.
    static func metric(_ label: String, suffix: String = "") -> String {
        let name = cleaned(label, allowsColon: true)
        return name.hasSuffix(suffix) ? name : name + suffix
    }

    /// Makes a label's name; names that begin with `__` belong to Prometheus.
    static func dimension(_ name: String) -> String {
        var name = Substring(cleaned(name, allowsColon: false))
        while name.hasPrefix("__") { name = name.dropFirst() }
        return String(name)
    }

    private static func cleaned(_ text: String, allowsColon: Bool) -> String {
        var bytes = text.utf8.prefix(200).map { byte -> UInt8 in
            let isLetter = (byte | 0x20) &- UInt8(ascii: "a") < 26
            let isAllowed = isLetter || SecretScanner.isDigit(byte) || (allowsColon && byte == UInt8(ascii: ":"))
            return isAllowed ? byte : UInt8(ascii: "_")
        }
        if bytes.first.map(SecretScanner.isDigit) ?? true { bytes.insert(UInt8(ascii: "_"), at: 0) }
        return String(decoding: bytes, as: UTF8.self)
    }
}
