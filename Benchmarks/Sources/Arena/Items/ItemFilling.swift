import Martlet

/// Fills an empty table before the service is ready, always with the same rows.
struct ItemFilling: Component {
    let database: Database

    private let store = ItemStore()

    /// The number of rows.
    static let rows = 100_000

    init(database: Database) {
        self.database = database
    }

    func prepare() async throws {
        guard try await database.run(store.count()) == 0 else { return }
        try await database.write { tx in
            try tx.createBatch((1...Self.rows).lazy.map { Item(number: $0) }, in: "items")
        }
        try await database.run("ANALYZE items")
    }
}

extension Item {
    private static let categories = [
        "auto", "books", "clothing", "electronics", "garden", "home", "office", "sports", "tools", "toys",
    ]
    private static let adjectives = ["Alpha", "Core", "Edge", "Nano", "Pro", "Ultra", "Prime", "Solid", "Swift"]
    private static let nouns = ["Widget", "Valve", "Relay", "Link", "Gadget", "Driver", "Sensor", "Clamp"]
    private static let labels = [
        "sale", "heavy-duty", "popular", "fast", "new", "wireless", "eco", "limited", "premium",
    ]

    /// Makes the item of a row, which depends on its number only.
    fileprivate init(number: Int) {
        let random = SeededRandom(seed: UInt64(number))
        func pick(_ bound: Int) -> Int { Int(random.next() % UInt64(bound)) }
        id = number
        name = "\(Self.adjectives[pick(Self.adjectives.count)]) \(Self.nouns[pick(Self.nouns.count)]) \(number)"
        category = Self.categories[pick(Self.categories.count)]
        price = 1 + pick(500)
        quantity = 1 + pick(1000)
        isActive = pick(4) > 0
        let first = pick(Self.labels.count)
        tags = (0...pick(4)).map { Self.labels[(first + $0) % Self.labels.count] }
        rating = Rating(score: 1 + pick(50), count: 1 + pick(500))
    }
}
