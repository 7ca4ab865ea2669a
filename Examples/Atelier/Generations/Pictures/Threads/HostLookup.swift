import Glibc
import NIOPosix

/// Asks the system where a host is.
enum HostLookup {
    /// Returns the addresses of a host, none where nobody knows it.
    static func addresses(of host: String) async throws -> [NetworkAddress] {
        try await NIOThreadPool.singleton.runIfActive { ask(for: host) }
    }

    /// Asks, and blocks the thread until there is an answer.
    private static func ask(for host: String) -> [NetworkAddress] {
        var hints = unsafe addrinfo()
        unsafe hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var list: UnsafeMutablePointer<addrinfo>?
        guard unsafe getaddrinfo(host, nil, &hints, &list) == 0 else { return [] }
        defer { unsafe freeaddrinfo(list) }
        var addresses: [NetworkAddress] = []
        var next = unsafe list
        while let entry = unsafe next?.pointee {
            if let address = unsafe bytes(of: entry) { addresses.append(NetworkAddress(address)) }
            unsafe next = entry.ai_next
        }
        return addresses
    }

    private static func bytes(of entry: addrinfo) -> [UInt8]? {
        guard let address = unsafe UnsafeRawPointer(entry.ai_addr) else { return nil }
        switch unsafe entry.ai_family {
        case AF_INET:
            let v4 = unsafe address.loadUnaligned(as: sockaddr_in.self).sin_addr
            return unsafe withUnsafeBytes(of: v4) { unsafe Array($0) }
        case AF_INET6:
            let v6 = unsafe address.loadUnaligned(as: sockaddr_in6.self).sin6_addr
            return unsafe withUnsafeBytes(of: v6) { unsafe Array($0) }
        default: return nil
        }
    }
}
