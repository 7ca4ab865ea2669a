import MartletContext
import NIOCore

/// The ids of the latest deliveries: bounded by count and by age, it forgets the oldest first.
struct RecentIDs: Sendable {
    /// A source and its event.
    struct Element: Sendable, Hashable {
        let source: String
        let eventID: String
    }

    private let capacity: Int
    private let age: Duration
    private var ids: Set<Element> = []
    private var order = CircularBuffer<(id: Element, since: Instant)>()

    init(capacity: Int, age: Duration) {
        self.capacity = capacity
        self.age = age
    }

    /// The number of ids.
    var count: Int { ids.count }

    /// Tells whether an id is among the latest.
    mutating func contains(_ id: Element, at now: Instant) -> Bool {
        while let oldest = order.first, now - oldest.since >= age { forgetOldest() }
        return ids.contains(id)
    }

    /// Adds an id, in the place of the oldest one when there is no room.
    mutating func insert(_ id: Element, at now: Instant) {
        guard ids.insert(id).inserted else { return }
        if order.count == capacity { forgetOldest() }
        order.append((id, now))
    }

    private mutating func forgetOldest() {
        ids.remove(order.removeFirst().id)
    }
}
