import Glibc

/// Waiting for a socket, on the engine's own threads only.
enum SocketWait {
    /// Tells whether there is something to read, or the other side has gone.
    static func isReadable(_ socket: Int32) -> Bool {
        wait(socket, writing: false, milliseconds: 0)
    }

    /// Waits until the socket can be read, or written when asked for, at most some milliseconds.
    @discardableResult
    static func wait(_ socket: Int32, writing: Bool, milliseconds: Int32) -> Bool {
        var descriptor = pollfd(fd: socket, events: Int16(POLLIN), revents: 0)
        if writing { descriptor.events |= Int16(POLLOUT) }
        return unsafe poll(&descriptor, 1, milliseconds) != 0
    }

    /// Holds back what is sent, or lets it go at once; without effect where the system or the socket cannot.
    static func hold(_ socket: Int32, _ isHeld: Bool) {
        #if os(Linux)
        var value: Int32 = isHeld ? 1 : 0
        unsafe setsockopt(socket, Int32(IPPROTO_TCP), TCP_CORK, &value, socklen_t(MemoryLayout<Int32>.size))
        #endif
    }

    /// Has the socket count as readable only when so many bytes have come, or the other side has gone; without effect
    /// where the system or the socket cannot.
    static func setLowWater(_ socket: Int32, bytes: Int32) {
        var value = bytes
        unsafe setsockopt(socket, SOL_SOCKET, SO_RCVLOWAT, &value, socklen_t(MemoryLayout<Int32>.size))
    }
}
