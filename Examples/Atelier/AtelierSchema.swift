import Martlet

/// The service's own tables, a step for each feature.
enum AtelierSchema {
    /// The steps, numbered where their order stands.
    static let migrations = MigrationSet(
        "atelier",
        [
            MemberSchema.migration(1), ModelSchema.migration(2), WalletSchema.migration(3),
            GenerationSchema.migration(4), PreferenceSchema.migration(5), TransferSchema.migration(6),
        ]
    )
}
