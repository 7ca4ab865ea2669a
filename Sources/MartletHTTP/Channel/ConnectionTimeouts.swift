import NIOCore

/// How long a connection may stay in each of its phases.
struct ConnectionTimeouts: Sendable {
    /// Between two requests.
    let idle: TimeAmount
    /// From a request's first byte to the end of its head.
    let head: TimeAmount
    /// From the end of its head to the end of its body.
    let body: TimeAmount
    /// While the client does not read.
    let write: TimeAmount
    /// From the last answer to the client's own close.
    let linger: TimeAmount
}
