import Testing

@testable import MartletJobs

@Suite struct RecentIDsUnitTests {
    @Test func `S0-20 the ten thousand and first id takes the place of the oldest`() {
        var recent = RecentIDs(capacity: 10_000)
        for number in 0...10_000 { recent.insert(id(number)) }
        #expect(recent.count == 10_000)
        #expect(!recent.contains(id(0)))
        #expect(recent.contains(id(1)))
        #expect(recent.contains(id(10_000)))
    }

    @Test func `an id that is there already takes no place`() {
        var recent = RecentIDs(capacity: 2)
        for number in [1, 2, 2, 1] { recent.insert(id(number)) }
        #expect(recent.contains(id(1)) && recent.contains(id(2)))
        recent.insert(id(3))
        #expect(!recent.contains(id(1)))
    }

    private func id(_ number: Int) -> RecentIDs.Element {
        RecentIDs.Element(source: "telegram", eventID: "\(number)")
    }
}
