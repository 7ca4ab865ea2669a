import Testing

@testable import MartletJobs

@Suite struct UnhandledWarningUnitTests {
    private var state = PoolState()

    @Test mutating func `a kind is warned of once in a while`() {
        let first = state.warn(of: [DueKind(kind: "a", jobs: 1)], at: .zero)
        #expect(first.map(\.kind) == ["a"])
        let second = state.warn(of: [DueKind(kind: "a", jobs: 2)], at: JobLimits.unhandledWarning - .seconds(1))
        #expect(second.isEmpty)
        let third = state.warn(of: [DueKind(kind: "a", jobs: 3)], at: JobLimits.unhandledWarning)
        #expect(third.map(\.jobs) == [3])
    }

    @Test mutating func `a kind that was warned of does not silence another`() {
        _ = state.warn(of: [DueKind(kind: "a", jobs: 1)], at: .zero)
        let news = state.warn(of: [DueKind(kind: "a", jobs: 1), DueKind(kind: "b", jobs: 1)], at: .seconds(1))
        #expect(news.map(\.kind) == ["b"])
    }
}
