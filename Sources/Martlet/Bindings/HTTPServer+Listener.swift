public import MartletHTTP

extension HTTPServer: Listener {
    /// The address that clients connect to; nil until the server is bound.
    public var address: String? {
        port.map { "http://\(host.contains(":") ? "[\(host)]" : host):\($0)" }
    }
}
