import Glibc

/// A signal that a thread can sleep on: a pipe, since a poll can wait for it and an output at once.
final class Bell: Sendable {
    /// Why a sleeper woke.
    enum Wake: Sendable, Equatable {
        /// The bell rang, or the time is up.
        case called
        /// The other descriptor can be written to.
        case writable
        /// The other descriptor is closed or broken.
        case gone
    }

    private let rope: Int32
    private let clapper: Int32

    init?() {
        var ends: [Int32] = [-1, -1]
        // pipe fills in the array's two elements and keeps no pointer.
        guard unsafe pipe(&ends) == 0 else { return nil }
        (clapper, rope) = (ends[0], ends[1])
        for end in ends {
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
        }
    }

    deinit {
        _ = Glibc.close(rope)
        _ = Glibc.close(clapper)
    }

    /// Wakes the sleeper, now or as soon as it goes to sleep.
    func ring() {
        var byte: UInt8 = 1
        // A full pipe rings already.
        _ = unsafe write(rope, &byte, 1)
    }

    /// Forgets that it rang.
    func hush() {
        var bytes: InlineArray<64, UInt8> = .init(repeating: 0)
        var span = bytes.mutableSpan
        // read fills in at most the 64 bytes of the buffer.
        while unsafe span.withUnsafeMutableBytes({ unsafe read(clapper, $0.baseAddress, $0.count) }) == 64 {}
    }

    /// Blocks the thread until the bell rings, the deadline passes or another descriptor can be written to.
    func wait(until deadline: ContinuousClock.Instant?, orWritable other: Int32? = nil) -> Wake {
        wait(milliseconds: Self.milliseconds(until: deadline), orWritable: other)
    }

    /// Blocks the thread until the bell rings, some time has passed or another descriptor can be written to.
    func wait(milliseconds: Int32, orWritable other: Int32? = nil) -> Wake {
        var watched = [pollfd(fd: clapper, events: Int16(POLLIN), revents: 0)]
        if let other { watched.append(pollfd(fd: other, events: Int16(POLLOUT), revents: 0)) }
        // poll fills in the array's own elements and keeps no pointer.
        let count = unsafe poll(&watched, nfds_t(watched.count), milliseconds)
        guard count > 0, watched.count == 2 else { return .called }
        let found = Int32(watched[1].revents)
        if found & (POLLERR | POLLNVAL | POLLHUP) != 0 { return .gone }
        return found & POLLOUT != 0 ? .writable : .called
    }

    private static func milliseconds(until deadline: ContinuousClock.Instant?) -> Int32 {
        guard let deadline else { return -1 }
        let left = max(.zero, deadline - .now)
        return Int32(clamping: left.components.seconds * 1000 + left.components.attoseconds / 1_000_000_000_000_000 + 1)
    }
}
