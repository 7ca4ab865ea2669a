import MartletContext
import Synchronization
import Testing

@testable import MartletJobs

/// What a pool of workers knows of its jobs, without any job.
@Suite struct PoolStateUnitTests {
    private static let lease = JobLease(position: 1, number: 1)
    private static let other = JobLease(position: 2, number: 1)

    @Test func `a pool is idle until a claim is sent, and again when it has brought nothing`() {
        var state = PoolState()
        #expect(state.isIdle)
        _ = state.beginClaim(within: [:])
        #expect(!state.isIdle)
        _ = state.endClaim([:], leaseEnds: .zero)
        #expect(state.isIdle)
    }

    @Test func `a claimed job is at hand until its outcome is stored`() {
        var state = Self.state(Self.lease)
        #expect(!state.isIdle)
        _ = state.end(Self.lease)
        #expect(state.isIdle)
    }

    @Test func `a claim may take what running jobs have left of a kind, and none is sent beside another`() {
        var state = Self.state(Self.lease, Self.other)
        let limits = [Note.name: 3, "parcel": 2]
        #expect(state.beginClaim(within: limits) == [Note.name: 1, "parcel": 2])
        #expect(state.beginClaim(within: limits) == nil)
        _ = state.endClaim([:], leaseEnds: .zero)
        _ = state.end(Self.lease)
        #expect(state.beginClaim(within: limits) == [Note.name: 2, "parcel": 2])
    }

    @Test func `the generation grows when jobs come and go, and not when nothing happens`() {
        var state = PoolState()
        _ = state.beginClaim(within: [:])
        _ = state.endClaim([:], leaseEnds: .zero)
        #expect(state.generation == 0)
        _ = state.beginClaim(within: [:])
        _ = state.endClaim([Self.lease: Note.name], leaseEnds: .zero)
        #expect(state.generation == 1)
        _ = state.end(Self.lease)
        _ = state.end(Self.lease)
        #expect(state.generation == 2)
    }

    @Test func `a job that was told to stop before it started does not start`() {
        var state = Self.state(Self.lease)
        #expect(state.stop(Self.lease, .shutdown) == nil)
        let starts = state.start(Self.lease, hangsAt: .seconds(1)) {}
        #expect(!starts)
    }

    @Test func `a running job is cancelled once, and the first reason counts`() {
        var state = Self.state(Self.lease)
        let starts = state.start(Self.lease, hangsAt: .seconds(1)) {}
        #expect(starts)
        #expect(state.stop(Self.lease, .staleLease) != nil)
        #expect(state.stop(Self.lease, .shutdown) == nil)
        #expect(state.attempts[Self.lease]?.stop == .staleLease)
    }

    @Test func `a job that is not at hand cannot be stopped`() {
        var state = PoolState()
        #expect(state.stop(Self.lease, .shutdown) == nil)
        #expect(state.isIdle)
    }

    @Test func `jobs live until they hang, and those that have not started yet do`() {
        var state = Self.state(Self.lease, Self.other)
        _ = state.start(Self.lease, hangsAt: .seconds(60)) {}
        #expect(Set(state.living(at: .seconds(59))) == [Self.lease, Self.other])
        #expect(state.living(at: .seconds(60)) == [Self.other])
    }

    @Test func `a job that has ended itself needs no lease any more`() {
        let state = Self.state(Self.lease, Self.other)
        state.attempts[Self.lease]?.notes.markCommitted()
        #expect(state.living(at: .zero) == [Self.other])
    }

    @Test func `a lease that is extended does not end before that`() {
        var state = Self.state(Self.lease, Self.other)
        state.extend(Self.lease, until: .seconds(40))
        #expect(state.ending(before: .seconds(40)) == [Self.other])
        #expect(Set(state.ending(before: .seconds(41))) == [Self.lease, Self.other])
    }

    @Test func `every observer has a number of its own`() {
        var state = PoolState()
        #expect(state.nextObserver() != state.nextObserver())
        #expect(state.forget(1) == nil)
    }

    private static func state(_ leases: JobLease...) -> PoolState {
        var state = PoolState()
        _ = state.beginClaim(within: [:])
        _ = state.endClaim(Dictionary(uniqueKeysWithValues: leases.map { ($0, Note.name) }), leaseEnds: .seconds(30))
        return state
    }
}
