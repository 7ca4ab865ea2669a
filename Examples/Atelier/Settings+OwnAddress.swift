import Martlet

extension Settings {
    /// Where the service itself listens, which is where its stand-ins are; throws a `SettingsError` that names what has to
    /// be set instead while the port is not known.
    func ownAddress(unless key: String) throws -> String {
        guard let address = try ownAddress() else {
            throw unusable(key, "set where HTTP_PORT is 0: the stand-in needs a port known beforehand")
        }
        return address
    }

    /// Where the service itself listens; nil while its port is not known.
    func ownAddress() throws -> String? {
        let listener = try HTTPServerConfiguration(scoped(to: "http"))
        guard listener.port != 0 else { return nil }
        let host = listener.host.contains(":") ? "[\(listener.host)]" : listener.host
        return "http://\(host):\(listener.port)"
    }
}
