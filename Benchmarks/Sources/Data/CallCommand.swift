import ArgumentParser

/// Calls a database in a closed loop, in a process of its own, and prints the calls a second.
struct CallCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "call",
        abstract: "Call one contender from several tasks and print how many calls a second it answered."
    )

    @Argument(help: "What is called.")
    var contender: Contender

    @Option(help: "The database: a directory for SQLite, a URL for PostgreSQL.")
    var place: String

    @Option(help: "The number of tasks; each waits for its answer before it calls again.")
    var callers = 16

    @Option(help: "How many seconds run before those that count.")
    var warmUp = 1

    @Option(help: "How many seconds count.")
    var seconds = 4

    func run() async throws {
        let subject = try await contender.subject(at: place)
        let loop = CallLoop(callers: callers, warmUp: .seconds(warmUp), length: .seconds(seconds))
        print(try await loop.callsPerSecond(of: subject))
        await subject.close()
    }
}
