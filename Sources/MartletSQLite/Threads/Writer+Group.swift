import MartletDatabase

/// Group commit: writes that wait together share one commit, and a member that throws is undone alone.
///
/// A savepoint for each member would copy every page that the member changes, and most members return. So a group runs
/// without them; when a member that has written throws, all of it is rolled back and runs again with savepoints, and so
/// do the members that come next. What ends the whole transaction (an interrupted or full write, `OR ROLLBACK`) fails the
/// member that caused it, and the others run again. Nobody is answered before the commit is durable: a member that
/// throws may have seen what another one wrote, so its error too counts only with the commit.
extension Writer {
    /// The number of members that get savepoints after one that had to be undone.
    private static let guardedMembers = 1000

    /// The number of times that a group starts over before its members run one by one.
    private static let reruns = 8

    func commit(_ calls: [Call]) {
        var members = calls
        var attempts = 0
        while !members.isEmpty {
            let size = attempts > Self.reruns ? 1 : members.count
            let innocent = attempt(members.prefix(size))
            members = innocent + members.dropFirst(size)
            attempts += 1
            if !innocent.isEmpty { counters.count(reruns: 1) }
        }
    }

    /// Runs members in one transaction; returns those that have to run again because one of them ended it.
    private func attempt(_ members: ArraySlice<Call>) -> [Call] {
        var ran: [Call] = []
        let hasSavepoints = guarded > 0 && members.count > 1
        guarded = max(0, guarded - members.count)
        do {
            try connection.run(.beginWrite)
            var isChanged = false
            for (position, member) in zip(members.indices, members) where member.begin(again: true) {
                if hasSavepoints { try connection.run(.beginMember) }
                let isKept = member.perform(on: connection)
                guard !connection.isIdle else {
                    answer(culprit: member, isKept: isKept)
                    return ran + members[(position + 1)...]
                }
                if !isKept, connection.hasWritten, members.count > 1 {
                    guard hasSavepoints else {
                        try connection.run(.rollback)
                        guarded = Self.guardedMembers
                        return ran + members[position...]
                    }
                    try connection.run(.undoMember)
                }
                if hasSavepoints { try connection.run(.endMember) }
                isChanged = isChanged || isKept
                ran.append(member)
            }
            if isChanged { try keep() } else { try connection.run(.rollback) }
        } catch {
            connection.abandon()
            for member in members { member.fail(error) }
            return []
        }
        counters.count(commits: 1, members: ran.count)
        for member in ran { member.finish() }
        return []
    }

    /// Commits into the files at their paths; refuses while those are gone or others.
    private func keep() throws {
        logBytes = try files.check()
        try connection.commit()
    }

    private func answer(culprit: Call, isKept: Bool) {
        guard isKept else { return culprit.finish() }
        culprit.fail(DatabaseError(.statement, "The transaction ended within its statements; nothing was kept."))
    }
}
