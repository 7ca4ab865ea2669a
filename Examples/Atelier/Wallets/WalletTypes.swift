import Martlet

/// What a member has.
struct Balance: Record, Hashable {
    /// What can be spent or sent.
    let available: Money

    /// What is set aside for pictures that are being made.
    let held: Money

    init(available: Money, held: Money) {
        self.available = available
        self.held = held
    }

    init(reading columns: inout some ColumnReader) throws {
        available = Money(minor: try columns.read("available"), currency: .rub)
        held = Money(minor: try columns.read("held"), currency: .rub)
    }
}

/// An operation of the ledger as it was booked: what moved to whom.
struct Booking: Record, Hashable {
    /// The operation's number.
    let operation: Int64

    let kind: OperationKind
    let amount: Money

    /// The member whose account got the amount; nil when the house did.
    let member: Int64?

    let bookedAt: Instant

    init(operation: Int64, kind: OperationKind, amount: Money, member: Int64?, bookedAt: Instant) {
        self.operation = operation
        self.kind = kind
        self.amount = amount
        self.member = member
        self.bookedAt = bookedAt
    }

    init(reading columns: inout some ColumnReader) throws {
        operation = try columns.read("operation")
        kind = try columns.read("kind")
        amount = Money(minor: try columns.read("amount"), currency: .rub)
        member = try columns.read("member")
        bookedAt = try columns.read("created_at")
    }
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
