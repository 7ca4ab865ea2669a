import MartletDatabase
import Testing

@testable import MartletPostgres

@Suite struct DetoursUnitTests {
    private let shape = SQL.Shape("SELECT 1")

    @Test func `a statement that was never added goes no detour`() {
        var detours = Detours()
        #expect(detours.isEmpty)
        let isThere = detours.contains(shape, at: .zero)
        #expect(!isThere)
    }

    @Test func `a statement goes the detour for a minute`() {
        var detours = Detours()
        detours.add(shape, at: .seconds(5))
        let isThere = detours.contains(shape, at: .seconds(64))
        #expect(isThere)
        let isStillThere = detours.contains(shape, at: .seconds(65))
        #expect(!isStillThere)
        #expect(detours.isEmpty)
    }

    @Test func `other statements go no detour`() {
        var detours = Detours()
        detours.add(shape, at: .zero)
        let isThere = detours.contains(SQL.Shape("SELECT 2"), at: .zero)
        #expect(!isThere)
    }

    @Test func `a statement that is added again stays longer`() {
        var detours = Detours()
        detours.add(shape, at: .zero)
        detours.add(shape, at: .seconds(50))
        let isThere = detours.contains(shape, at: .seconds(100))
        #expect(isThere)
    }
}
