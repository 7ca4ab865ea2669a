public import MartletDatabase
import Synchronization

extension SQLiteEngine {
    /// What the engine has done and is doing; for tests and metrics.
    package struct Statistics: Sendable, Hashable {
        /// The commits that changed something durably, each one wait for the disk.
        package var commits = 0
        /// The writes answered after a commit.
        package var members = 0
        /// The times that a transaction ended under its members and the innocent ones ran again.
        package var reruns = 0
        /// The calls that wait for a thread.
        package var waiting = 0
        /// The calls that threads have taken.
        package var running = 0
    }

    /// What the engine has done and is doing now.
    package var statistics: Statistics {
        var statistics = counters.values
        for counts in [writes.counts, reads.counts, streams.counts] {
            statistics.waiting += counts.waiting
            statistics.running += counts.taken
        }
        return statistics
    }

    /// How many calls threads have taken, and how many wait for one.
    public var load: EngineLoad? {
        let statistics = statistics
        let threads = [writes, reads, streams].reduce(0) { $0 + $1.threads }
        return EngineLoad(capacity: threads, running: statistics.running, waiting: statistics.waiting)
    }

    /// The numbers that the writer's thread counts.
    final class Counters: Sendable {
        private let statistics = Mutex(Statistics())

        var values: Statistics { statistics.withLock { $0 } }

        func count(commits: Int = 0, members: Int = 0, reruns: Int = 0) {
            statistics.withLock {
                $0.commits += commits
                $0.members += members
                $0.reruns += reruns
            }
        }
    }
}
