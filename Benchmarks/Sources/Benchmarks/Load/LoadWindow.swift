import NIOCore

/// The time in which answers count.
struct LoadWindow {
    let begin: NIODeadline
    let end: NIODeadline
}
