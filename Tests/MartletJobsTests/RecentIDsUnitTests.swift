import MartletContext
import Testing

@testable import MartletJobs

@Suite struct RecentIDsUnitTests {
    private let start = Instant(microseconds: 0)

    @Test func `S0-20 the ten thousand and first id takes the place of the oldest`() {
        var recent = RecentIDs(capacity: 10_000, age: .seconds(60))
        for number in 0...10_000 { recent.insert(id(number), at: start) }
        #expect(recent.count == 10_000)
        #expect(known([0, 1, 10_000], to: &recent, at: start) == [1, 10_000])
    }

    @Test func `an id that is there already takes no place`() {
        var recent = RecentIDs(capacity: 2, age: .seconds(60))
        for number in [1, 2, 2, 1] { recent.insert(id(number), at: start) }
        #expect(known([1, 2], to: &recent, at: start) == [1, 2])
        recent.insert(id(3), at: start)
        #expect(known([1, 2, 3], to: &recent, at: start) == [2, 3])
    }

    @Test func `F-01 an id is forgotten by its age, and the younger ones are not`() {
        var recent = RecentIDs(capacity: 3, age: .seconds(60))
        for second in [0, 30, 59] { recent.insert(id(second), at: start + .seconds(second)) }
        #expect(known([0, 30, 59], to: &recent, at: start + .seconds(59)) == [0, 30, 59])
        #expect(known([0, 30, 59], to: &recent, at: start + .seconds(60)) == [30, 59])
        #expect(recent.count == 2)
        recent.insert(id(0), at: start + .seconds(60))
        #expect(known([0, 30, 59], to: &recent, at: start + .seconds(90)) == [0, 59])
        #expect(known([0, 30, 59], to: &recent, at: start + .seconds(1000)) == [])
        #expect(recent.count == 0)
    }

    private func known(_ numbers: [Int], to recent: inout RecentIDs, at now: Instant) -> [Int] {
        numbers.filter { recent.contains(id($0), at: now) }
    }

    private func id(_ number: Int) -> RecentIDs.Element {
        RecentIDs.Element(source: "telegram", eventID: "\(number)")
    }
}
