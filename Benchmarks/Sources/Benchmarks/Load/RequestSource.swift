import NIOCore

/// The requests of one connection, one after the other.
protocol RequestSource {
    /// The bytes of the next request.
    mutating func next() -> ByteBuffer
}

extension UpdateRequests: RequestSource {}

/// A few requests over and over, each connection beginning with another one.
struct CycledRequests: RequestSource {
    private let requests: [ByteBuffer]
    private var position: Int

    /// Starts at a position, which may lie behind the last request.
    init(_ requests: [ByteBuffer], from position: Int) {
        self.requests = requests
        self.position = position
    }

    mutating func next() -> ByteBuffer {
        position = (position + 1) % requests.count
        return requests[position]
    }
}
