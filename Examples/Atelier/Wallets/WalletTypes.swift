import Martlet
import MartletMacros

/// What a member has.
@Record
struct Balance: Hashable {
    /// What can be spent or sent.
    @Column(in: .rub) let available: Money

    /// What is set aside for pictures that are being made.
    @Column(in: .rub) let held: Money
}

/// An operation of the ledger as it was booked: what moved to whom.
@Record
struct Booking: Hashable {
    /// The operation's number.
    let operation: Int64

    let kind: OperationKind
    @Column(in: .rub) let amount: Money

    /// The member whose account got the amount; nil when the house did.
    let member: Int64?

    @Column("created_at") let bookedAt: Instant
}

/// Why money moves.
enum OperationKind: String, ColumnValue, CaseIterable {
    /// The house greets a new member: bank to wallet.
    case welcome
    /// The house gives: bank to wallet.
    case grant
    /// A member gives to another one: wallet to wallet.
    case transfer
    /// The price of a picture is set aside: wallet to hold.
    case hold
    /// The picture was made: hold to revenue.
    case charge
    /// The picture was not made: hold to wallet.
    case release
    /// The picture was made and is paid back: revenue to wallet.
    case refund
}
