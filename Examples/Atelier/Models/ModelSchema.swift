import Martlet

/// The table of models, and the models that are offered from the start.
enum ModelSchema {
    static func migration(_ number: Int) -> Migration {
        Migration(number, "create models", up: [table, models], down: ["DROP TABLE IF EXISTS models"])
    }

    private static let table: SQL = """
        CREATE TABLE IF NOT EXISTS models (
            id \(type: .text) PRIMARY KEY,
            name \(type: .text) NOT NULL,
            provider_model \(type: .text) NOT NULL,
            price \(type: .integer) NOT NULL CHECK (price > 0),
            cost \(type: .integer) NOT NULL CHECK (cost >= 0),
            aspect_ratios \(type: .text) NOT NULL,
            is_offered \(type: .boolean) NOT NULL DEFAULT TRUE,
            position \(type: .integer) NOT NULL UNIQUE
        )
        """

    /// Models that need nothing but a prompt and an aspect ratio; prices in kopecks, costs in hundredths of a credit.
    private static let models: SQL = """
        INSERT INTO models (id, name, provider_model, price, cost, aspect_ratios, position) VALUES
            ('z-image', 'Z-Image', 'z-image', 900, 80, '1:1,4:3,3:4,16:9,9:16', 1),
            ('imagen4-fast', 'Imagen 4 Fast', 'google/imagen4-fast', 1900, 400, '1:1,4:3,3:4,16:9,9:16', 2),
            ('imagen4-ultra', 'Imagen 4 Ultra', 'google/imagen4-ultra', 2900, 1200, '1:1,4:3,3:4,16:9,9:16', 3)
        ON CONFLICT (id) DO NOTHING
        """
}
