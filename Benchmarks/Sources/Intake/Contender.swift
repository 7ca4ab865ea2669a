import Martlet
import MartletSQLite

/// What is compared: how an update is kept before it is acknowledged.
enum Contender: String, SettingValue, CaseIterable {
    /// Updates that wait together share one durable commit, as everywhere in Martlet.
    case grouped
    /// Each update is a durable commit of its own.
    case single
    /// Nothing is kept.
    case unpersisted

    var isPersistent: Bool { self != .unpersisted }

    var engine: SQLiteEngine.Configuration {
        switch self {
        case .grouped, .unpersisted: SQLiteEngine.Configuration()
        case .single: SQLiteEngine.Configuration(groupSize: 1)
        }
    }
}
