import Martlet
import Synchronization

/// Items that were read a moment ago: 200 milliseconds from when they were stored, however often they are asked for.
final class ItemCache: Sendable {
    private struct Entry {
        let item: Item
        let end: Duration
    }

    private static let life = Duration.milliseconds(200)
    private static let limit = 10_000

    private let entries = Mutex<[Int: Entry]>([:])

    /// Returns an item that is not too old.
    func find(_ id: Int) -> Item? {
        let now = Context.current.clock.uptime
        return entries.withLock { entries in
            guard let entry = entries[id], entry.end > now else { return nil }
            return entry.item
        }
    }

    /// Keeps an item; where there is no room, what is too old goes, and all where nothing is.
    func store(_ item: Item) {
        let now = Context.current.clock.uptime
        entries.withLock { entries in
            if entries.count >= Self.limit { entries = entries.filter { $0.value.end > now } }
            if entries.count >= Self.limit { entries.removeAll(keepingCapacity: true) }
            entries[item.id] = Entry(item: item, end: now + Self.life)
        }
    }

    /// Forgets an item that has changed; who is reading it now may still bring the one before back for its short life.
    func remove(_ id: Int) {
        entries.withLock { $0[id] = nil }
    }
}
