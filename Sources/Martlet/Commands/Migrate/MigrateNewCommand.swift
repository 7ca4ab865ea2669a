import ArgumentParser

/// Writes the file of a new migration.
struct MigrateNewCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "new",
        abstract: "Write the file of a new migration, with the next number of its folder."
    )

    @Argument(help: "What the migration does, for example 'create notes'.")
    var name: String

    @Option(help: "The folder; by default the only one called Migrations.")
    var folder: String?

    func validate() throws {
        guard MigrationFile.isName(name) else {
            throw ValidationError("The name of a migration is 1 to 80 letters, digits and spaces, a letter first.")
        }
    }

    func run() async throws {
        let folder = try folder.map { MigrationFolder(path: $0) } ?? MigrationFolder.find(below: ".")
        let file = MigrationFile(name: name, number: try folder.nextNumber())
        print("\(try folder.add(file)): add .\(file.constant) to the list of your MigrationSet")
    }
}
