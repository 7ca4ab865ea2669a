public import MartletDatabase
public import MartletJobs

extension JobWorkers: Component {
    /// The tables that queue and inbox need.
    public var migrations: [MigrationSet] { [JobQueue.migrations] }
}
