/// The bounds and periods of the machinery.
enum JobLimits {
    /// The longest ordering key, source or event id.
    static let keyBytes = 200
    /// The largest payload of a job or body of a delivery.
    static let payloadBytes = 1 << 20
    /// The longest error text or reason that is stored.
    static let reasonBytes = 4096
    /// The most due jobs that one claim looks at.
    static let claimWindow = 100
    /// The most deliveries that become jobs in one claim.
    static let deliveryBatch = 256
    /// How often one claim looks further when it may take nothing of a batch of deliveries.
    static let deliveryLooks = 8
    /// The most outcomes that one transaction stores.
    static let settleBatch = 500
    /// The most rows that one maintenance statement touches.
    static let maintenanceBatch = 1000

    /// How long a claim lasts without a heartbeat.
    static let lease: Duration = .seconds(30)
    /// The time between heartbeats.
    static let heartbeat: Duration = .seconds(10)
    /// The time between heartbeats while the database does not answer.
    static let heartbeatRetry: Duration = .seconds(1)
    /// How long before its lease ends a worker without contact cancels its own job.
    static let fenceMargin: Duration = .seconds(5)
    /// The time between looks for jobs without a living worker: with the lease a bound of 45 seconds.
    static let rescuePeriod: Duration = .seconds(15)
    /// How often a job's worker may die before the job is held to be the reason.
    static let rescues = 3
    /// The mean time between polls; signals come earlier.
    static let poll: Duration = .seconds(1)
    /// The time between sweeps of what is past its retention.
    static let sweepPeriod: Duration = .seconds(3600)
    /// The time between warnings about due jobs of a kind that this process has no handler for.
    static let unhandledWarning: Duration = .seconds(600)
    /// The shortest pause of a job that is snoozed.
    static let shortestSnooze: Duration = .seconds(1)
    /// The longest pause that a handler or another side can ask for.
    static let longestPause: Duration = .seconds(7 * 86_400)
    /// How long one database call of the machinery may take.
    static let call: Duration = .seconds(10)
    /// How long cancelled handlers have to end at shutdown before their jobs are given back over their heads.
    static let cancellationGrace: Duration = .seconds(1)

    /// How long a finished job is remembered.
    static let finishedRetention: Duration = .seconds(7 * 86_400)
    /// How long a dead letter is kept.
    static let deadRetention: Duration = .seconds(30 * 86_400)
    /// How long a delivery's id is remembered.
    static let inboxRetention: Duration = .seconds(7 * 86_400)
    /// How long a delivery's id is remembered in memory, as a short cut: never longer than in the database.
    static let recentRetention: Duration = .seconds(86_400)
}
