import Martlet

/// An account of the ledger; the balances of all accounts add up to zero.
struct Account: Record {
    let id: Int64
    let owner: AccountOwner
    let balance: Money

    init(id: Int64, owner: AccountOwner, balance: Money) {
        self.id = id
        self.owner = owner
        self.balance = balance
    }

    init(reading columns: inout some ColumnReader) throws {
        id = try columns.read("id")
        owner = AccountOwner(kind: try columns.read("kind"), member: try columns.read("member"))
        balance = try columns.read("balance", in: .rub)
    }

    /// Tells whether an amount can be taken; the bank owes as much as it likes.
    func covers(_ amount: Money) throws -> Bool {
        try owner == .bank || balance.covers(amount)
    }
}

/// What names an account.
struct AccountOwner: Sendable, Hashable {
    let kind: AccountKind

    /// The member whose account it is; nil for those of the house.
    let member: Int64?

    /// Where money comes from: its balance is what was given away, with a minus.
    static let bank = AccountOwner(kind: .bank, member: nil)

    /// What the house has earned.
    static let revenue = AccountOwner(kind: .revenue, member: nil)

    /// What a member can spend.
    static func wallet(of member: Int64) -> AccountOwner { AccountOwner(kind: .wallet, member: member) }

    /// What is set aside for a member's pictures.
    static func hold(of member: Int64) -> AccountOwner { AccountOwner(kind: .hold, member: member) }
}

/// The kinds of accounts.
enum AccountKind: String, ColumnValue, CaseIterable {
    case bank
    case revenue
    case wallet
    case hold
}
