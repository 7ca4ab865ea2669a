/// How far the updates have been fetched.
///
/// Telegram hands out the earliest updates, their ids count up, and an offset confirms every one below it.
struct PollPosition: Sendable {
    /// The most updates that Telegram hands out at once.
    static let fullBatch = 100

    /// The id that is asked for next; nil until one was read.
    private(set) var offset: Int64?

    /// The most updates that are asked for next.
    private(set) var limit = Self.fullBatch

    /// How many fetches in a row gave no update that can be read.
    var standstills = 0

    /// Whether the answer with a single update is too large, which somebody was told of.
    private(set) var isStuck = false

    /// An update was stored.
    mutating func pass(_ id: Int64) {
        offset = max(offset ?? 0, id &+ 1)
    }

    /// An update cannot be read: it has an id of its own behind those before it, so one further loses nobody's update.
    mutating func passUnreadable() {
        offset = offset.map { $0 &+ 1 }
    }

    /// The answer was too large: half as many are asked for next; returns whether a single one is too large, as news.
    mutating func shrink() -> Bool {
        guard limit == 1 else {
            limit /= 2
            return false
        }
        defer { isStuck = true }
        standstills += 1
        return !isStuck
    }

    /// The answer was not too large: twice as many may be asked for next.
    mutating func grow() {
        limit = min(limit * 2, Self.fullBatch)
        isStuck = false
    }
}
