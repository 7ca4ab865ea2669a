import ArgumentParser
import Martlet

/// `atelier ledger`: what operators do with the books.
struct LedgerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ledger",
        abstract: "Look after the members' money.",
        subcommands: [Check.self]
    )

    /// `atelier ledger check`: says in one line that the books are right, or fails with what is wrong.
    struct Check: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Check that the accounts add up to zero and agree with the entries."
        )

        func run() async throws {
            let report = try await Atelier.withDatabase { try await WalletService(database: $0).check() }
            guard report.isSound else { throw UnsoundLedger(report: report) }
            print(report)
        }
    }
}

/// Ends the command with what is wrong, and a status that says so.
private struct UnsoundLedger: Error, CustomStringConvertible {
    let report: LedgerReport

    var description: String { "\(report)" }
}
