import Martlet

/// The table of preferences; what is missing, or not offered any more, is the usual.
enum PreferenceSchema {
    static func migration(_ number: Int) -> Migration {
        Migration(
            number,
            "create preferences",
            up: [
                """
                CREATE TABLE IF NOT EXISTS preferences (
                    member \(type: .integer) PRIMARY KEY REFERENCES members (id),
                    model \(type: .text),
                    aspect_ratio \(type: .text)
                )
                """
            ],
            down: ["DROP TABLE IF EXISTS preferences"]
        )
    }
}
