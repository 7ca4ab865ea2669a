import Martlet
import MartletMacros

/// Money that a member wants to send to another one: proposed by a command, decided by a button.
@Record
struct Transfer: Hashable {
    /// The id of the job that proposed it, so that a job that runs twice proposes once.
    let id: ID<Transfer>

    let sender: Int64
    let receiver: Int64
    @Column(in: .rub) let amount: Money
    let state: TransferState

    /// The job that decided, so that a job that runs twice does not look like a second press.
    let decider: ID<any Job>?
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
