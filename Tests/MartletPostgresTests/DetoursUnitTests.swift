import MartletDatabase
import Testing

@testable import MartletPostgres

@Suite struct DetoursUnitTests {
    private let shape = SQL.Shape("SELECT 1")

    @Test func `a statement that was never added goes no detour`() {
        var detours = Detours()
        #expect(detours.isEmpty)
        #expect(!detours.contains(shape, at: .zero))
    }

    @Test func `a statement goes the detour for a minute`() {
        var detours = Detours()
        detours.add(shape, at: .seconds(5))
        #expect(detours.contains(shape, at: .seconds(64)))
        #expect(!detours.contains(shape, at: .seconds(65)))
        #expect(detours.isEmpty)
    }

    @Test func `other statements go no detour`() {
        var detours = Detours()
        detours.add(shape, at: .zero)
        #expect(!detours.contains(SQL.Shape("SELECT 2"), at: .zero))
    }

    @Test func `a statement that is added again stays longer`() {
        var detours = Detours()
        detours.add(shape, at: .zero)
        detours.add(shape, at: .seconds(50))
        #expect(detours.contains(shape, at: .seconds(100)))
    }
}
