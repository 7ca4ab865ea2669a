import Martlet

/// The table of the items.
enum ItemSchema {
    static let migrations = MigrationSet(
        "arena",
        [
            Migration(
                1,
                "create items",
                up: [
                    """
                    CREATE TABLE IF NOT EXISTS items (
                        id INTEGER PRIMARY KEY, name TEXT NOT NULL, category TEXT NOT NULL, price INTEGER NOT NULL,
                        quantity INTEGER NOT NULL, active BOOLEAN NOT NULL DEFAULT TRUE,
                        tags \(type: .json) NOT NULL DEFAULT '["new"]', rating_score INTEGER NOT NULL DEFAULT 1,
                        rating_count INTEGER NOT NULL DEFAULT 1
                    )
                    """,
                    "CREATE INDEX IF NOT EXISTS items_category ON items (category, id)",
                ],
                down: ["DROP TABLE IF EXISTS items"]
            )
        ]
    )
}
