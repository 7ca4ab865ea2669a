import Martlet

/// The table of members.
enum MemberSchema {
    static func migration(_ number: Int) -> Migration {
        Migration(
            number,
            "create members",
            up: [
                """
                CREATE TABLE IF NOT EXISTS members (
                    id \(type: .identity),
                    telegram_id \(type: .integer) NOT NULL UNIQUE,
                    username \(type: .text) UNIQUE,
                    first_name \(type: .text) NOT NULL,
                    language \(type: .text) NOT NULL CHECK (language IN ('en', 'ru')),
                    created_at \(type: .instant) NOT NULL,
                    updated_at \(type: .instant) NOT NULL
                )
                """
            ],
            down: ["DROP TABLE IF EXISTS members"]
        )
    }
}
