import MartletDatabase

/// The statements on the table that pgbench makes.
enum Accounts {
    static let count: Statement<Int> = "SELECT count(*) FROM pgbench_accounts"

    static func balance(of id: Int) -> Statement<Int> {
        "SELECT abalance FROM pgbench_accounts WHERE aid = \(id)"
    }

    static func add(_ amount: Int, to id: Int) -> Statement<Changes> {
        "UPDATE pgbench_accounts SET abalance = abalance + \(amount) WHERE aid = \(id)"
    }
}
