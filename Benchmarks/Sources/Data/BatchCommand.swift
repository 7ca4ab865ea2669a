import ArgumentParser
import MartletContext
import MartletDatabase
import MartletPostgres

/// Inserts a batch into an empty table on PostgreSQL and prints the rows a second.
struct BatchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "batch",
        abstract: "Insert rows with createBatch and print how many a second."
    )

    @Option(help: "The URL of the database.")
    var place: String

    func run() async throws {
        let database = Database(try PostgresEngine(url: place))
        try await database.open()
        try await database.run(BatchItem.table)
        try await database.run("TRUNCATE batch_items")
        let clock = SystemTime()
        let start = clock.uptime
        try await database.write { tx in
            try tx.createBatch((1...BatchItem.rows).lazy.map(BatchItem.init), in: "batch_items")
        }
        let time = clock.uptime - start
        let count = try await database.run("SELECT count(*) FROM batch_items" as Statement<Int>)
        await database.close()
        guard count == BatchItem.rows else { throw ValidationError("Only \(count) rows were inserted.") }
        print(Double(BatchItem.rows) / (time / .seconds(1)))
    }
}

/// Writes the same rows as a file that `\copy` reads.
struct BatchFileCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "batch-file",
        abstract: "Print the rows of the batch as PostgreSQL's COPY reads them."
    )

    func run() {
        for number in 1...BatchItem.rows { print(BatchItem(number).line) }
    }
}
