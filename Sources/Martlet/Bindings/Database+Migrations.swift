import MartletDatabase

extension Database {
    /// Applies the migrations where the service may, with the role that owns the schema where there is one; else checks.
    ///
    /// The role that runs the service has to be able to read what has been recorded, so it checks in any case.
    func bringUp(_ sets: [MigrationSet], _ settings: ServiceSettings) async throws {
        if settings.migrates || makeOwner != nil {
            _ = try await asOwner { owner in
                try await Migrator(database: owner, sets: sets, lockTimeout: settings.migrationLockTimeout).up()
            }
        }
        try await Migrator(database: self, sets: sets).check()
    }

    /// Lends a closure the database with the role that owns the schema, open; this one, as it is, where there is none.
    func asOwner<Success>(_ body: (Database) async throws -> Success) async throws -> Success {
        guard let makeOwner else { return try await body(self) }
        return try await Database(makeOwner()).opened(body)
    }
}
