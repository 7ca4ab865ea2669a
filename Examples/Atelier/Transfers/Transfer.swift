import Martlet

/// Money that a member wants to send to another one: proposed by a command, decided by a button.
struct Transfer: Record, Hashable {
    /// The id of the job that proposed it, so that a job that runs twice proposes once.
    let id: ID<Transfer>

    let sender: Int64
    let receiver: Int64
    let amount: Money
    let state: TransferState

    /// The job that decided, so that a job that runs twice does not look like a second press.
    let decider: ID<any Job>?

    init(reading columns: inout some ColumnReader) throws {
        id = try columns.read("id")
        sender = try columns.read("sender")
        receiver = try columns.read("receiver")
        amount = Money(minor: try columns.read("amount"), currency: .rub)
        state = try columns.read("state")
        decider = try columns.read("decider")
    }
}

/// How far a transfer is; it is decided once.
enum TransferState: String, ColumnValue, CaseIterable {
    case proposed
    case sent
    case cancelled

    /// What was decided; nil while nothing is.
    var outcome: TransferOutcome? {
        switch self {
        case .proposed: nil
        case .sent: .sent
        case .cancelled: .cancelled
        }
    }
}

/// What is decided about a transfer.
enum TransferOutcome: Sendable, Hashable {
    case sent
    case cancelled

    /// How far it is then.
    var state: TransferState {
        switch self {
        case .sent: .sent
        case .cancelled: .cancelled
        }
    }
}
