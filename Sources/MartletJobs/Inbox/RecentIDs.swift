/// The ids of the latest deliveries: a bounded set that forgets the oldest first.
struct RecentIDs: Sendable {
    /// A source and its event.
    struct Element: Sendable, Hashable {
        let source: String
        let eventID: String
    }

    private let capacity: Int
    private var ids: Set<Element> = []
    private var ring: [Element] = []
    private var oldest = 0

    init(capacity: Int) {
        self.capacity = capacity
    }

    /// The number of ids.
    var count: Int { ids.count }

    /// Tells whether an id is among the latest.
    func contains(_ id: Element) -> Bool {
        ids.contains(id)
    }

    /// Adds an id, in the place of the oldest one when there is no room.
    mutating func insert(_ id: Element) {
        guard ids.insert(id).inserted else { return }
        if ring.count < capacity {
            ring.append(id)
        } else {
            ids.remove(ring[oldest])
            ring[oldest] = id
            oldest = (oldest + 1) % capacity
        }
    }
}
