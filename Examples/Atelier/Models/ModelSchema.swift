import Martlet

/// The table of models, and the models that are offered from the start.
enum ModelSchema {
    static let migrations = MigrationSet("atelier.models", [models])

    private static let models = Migration(
        1,
        "create the models",
        up: [
            """
            CREATE TABLE IF NOT EXISTS models (
                id \(type: .text) PRIMARY KEY,
                name \(type: .text) NOT NULL,
                price \(type: .integer) NOT NULL CHECK (price > 0),
                aspect_ratios \(type: .text) NOT NULL,
                is_offered \(type: .boolean) NOT NULL DEFAULT TRUE,
                position \(type: .integer) NOT NULL UNIQUE
            )
            """,
            """
            INSERT INTO models (id, name, price, aspect_ratios, position) VALUES
                ('z-image', 'Z-Image', 900, '1:1,4:3,3:4,16:9,9:16', 1),
                ('flux-2', 'Flux 2', 1900, '1:1,4:3,3:4,16:9,9:16', 2),
                ('nano-banana', 'Nano Banana', 2900, '1:1,4:3,3:4', 3)
            ON CONFLICT (id) DO NOTHING
            """,
        ],
        down: ["DROP TABLE IF EXISTS models"]
    )
}
