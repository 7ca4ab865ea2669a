/// How far the updates have been fetched.
///
/// Telegram hands out the earliest updates, their ids count up, and an offset confirms every one below it.
struct PollPosition: Sendable {
    /// The id that is asked for next; nil until one was read.
    private(set) var offset: Int64?

    /// Whether somebody was told of updates that cannot be read.
    var isWarned = false

    /// How many batches in a row nothing led out of: no id was read, ever.
    var standstills = 0

    /// An update was stored.
    mutating func pass(_ id: Int64) {
        offset = max(offset ?? 0, id &+ 1)
    }

    /// An update cannot be read: it has an id of its own behind those before it, so one further loses nobody's update.
    mutating func passUnreadable() {
        offset = offset.map { $0 &+ 1 }
    }
}
