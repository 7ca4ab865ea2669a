import MartletDatabase

/// Group commit: writes that wait together share one commit, and a member that throws is undone alone.
///
/// A savepoint for each member would copy every page that the member changes, and most members return. So a group runs
/// without them; when a member that has written throws, all of it is rolled back and runs again with savepoints, and so
/// do the members that come next. What ends the whole transaction (an interrupted or full write, `OR ROLLBACK`) fails the
/// member that caused it, and the others run again. Nobody is answered before the commit is durable: a member that
/// throws may have seen what another one wrote, so its error too counts only with the commit.
///
/// A group stays open for what comes while its members run. Callers that were answered together come back one after the
/// other; so it also waits for as many as the last group had, half as long as the disk takes at most: without that, the first
/// to come back would have a commit of their own, and the others would wait for it.
extension Writer {
    /// How long a group waits for members at most.
    private static let longestWait = Duration.milliseconds(1)

    /// The number of members that get savepoints after one that had to be undone.
    private static let guardedMembers = 1000

    /// The number of times that a group starts over before its members run one by one.
    private static let reruns = 8

    /// Commits calls together with those that come meanwhile.
    func commit(_ calls: [Call], and queue: CallQueue) {
        var members = calls
        var attempts = 0
        while !members.isEmpty {
            let size = attempts > Self.reruns ? 1 : members.count
            let innocent = attempt(Array(members.prefix(size)), and: attempts == 0 ? queue : nil)
            members = innocent + members.dropFirst(size)
            attempts += 1
            if !innocent.isEmpty { counters.count(reruns: 1) }
        }
    }

    /// What has become of a member that was run.
    private enum Outcome {
        /// It returned, or threw; what it wrote in the latter case is undone.
        case returned, threw
        /// It threw and cannot be undone alone.
        case spoiled
        /// It ended the whole transaction.
        case ended
    }

    /// Runs members in one transaction, and those that the queue has for it; returns those that have to run again because
    /// one of them ended it.
    private func attempt(_ calls: [Call], and queue: CallQueue?) -> [Call] {
        var members = calls
        var ran: [Call] = []
        let start = ContinuousClock.now
        do {
            try connection.run(.beginWrite)
            var isChanged = false
            var position = 0
            while position < members.count {
                let member = members[position]
                position += 1
                guard member.begin(again: true) else { continue }
                switch try run(member, isAlone: members.count == 1) {
                case .returned: isChanged = true
                case .threw: break
                case .spoiled:
                    try connection.run(.rollback)
                    guarded = Self.guardedMembers
                    return ran + members[(position - 1)...]
                case .ended: return ran + members[position...]
                }
                ran.append(member)
                if position == members.count { members += further(to: members, since: start, from: queue) }
            }
            if isChanged { try keep(ran.count) } else { try connection.run(.rollback) }
        } catch {
            connection.abandon()
            for member in members { member.fail(error) }
            return []
        }
        counters.count(commits: 1, members: ran.count)
        for member in ran { member.finish() }
        return []
    }

    /// Runs a member, with a savepoint where one before it had to be undone.
    private func run(_ member: Call, isAlone: Bool) throws -> Outcome {
        let hasSavepoint = guarded > 0 && !isAlone
        guarded = max(0, guarded - 1)
        if hasSavepoint { try connection.run(.beginMember) }
        let isKept = member.perform(on: connection)
        guard !connection.isIdle else {
            answer(culprit: member, isKept: isKept)
            return .ended
        }
        if !isKept, connection.hasWritten {
            if hasSavepoint {
                try connection.run(.undoMember)
            } else if isAlone {
                // The transaction is the member's own; others that come meanwhile have another one.
                try connection.run(.rollback)
                try connection.run(.beginWrite)
            } else {
                return .spoiled
            }
        }
        if hasSavepoint { try connection.run(.endMember) }
        return isKept ? .returned : .threw
    }

    /// Takes the calls that join a group whose members have all run.
    private func further(to members: [Call], since start: ContinuousClock.Instant, from queue: CallQueue?) -> [Call] {
        let now = ContinuousClock.now
        guard let queue, members.count < groupSize, start.duration(to: now) < openTime else { return [] }
        return queue.takeMore(
            upTo: groupSize - members.count,
            expecting: lastCommit.members - members.count,
            until: now.advanced(by: min(lastCommit.duration / 2, Self.longestWait))
        )
    }

    /// Commits into the files at their paths; refuses while those are gone or others.
    private func keep(_ members: Int) throws {
        logBytes = try files.check()
        let start = ContinuousClock.now
        try connection.commit()
        lastCommit = (members, start.duration(to: .now))
    }

    private func answer(culprit: Call, isKept: Bool) {
        guard isKept else { return culprit.finish() }
        culprit.fail(DatabaseError(.statement, "The transaction ended within its statements; nothing was kept."))
    }
}
