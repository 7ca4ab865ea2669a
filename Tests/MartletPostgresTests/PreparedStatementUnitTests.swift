import MartletDatabase
import Testing

@testable import MartletPostgres

@Suite struct PreparedStatementUnitTests {
    private let statement = PreparedStatement(
        name: "m1",
        types: [TypeID.int8, TypeID.boolean],
        shape: SQL.Shape("SELECT 1")
    )

    @Test func `values of the prepared types are taken`() {
        #expect(statement.takes([TypeID.int8, TypeID.boolean]))
    }

    @Test func `a value that is missing fits any type`() {
        #expect(statement.takes([ParameterList.anyType, TypeID.boolean]))
    }

    @Test func `other types and other numbers of values are not taken`() {
        #expect(!statement.takes([TypeID.boolean, TypeID.int8]))
        #expect(!statement.takes([TypeID.int8]))
    }

    @Test func `a full cache forgets the statement that was unused for longest`() {
        let (first, second, third) = (SQL.Shape("SELECT 1"), SQL.Shape("SELECT 2"), SQL.Shape("SELECT 3"))
        var cache = StatementCache(limit: 2)
        cache.add(PreparedStatement(name: "m1", types: [], shape: first))
        cache.add(PreparedStatement(name: "m2", types: [], shape: second))
        _ = cache.find(first)
        cache.add(PreparedStatement(name: "m3", types: [], shape: third))
        #expect(cache.find(first)?.name == "m1")
        #expect(cache.find(second) == nil)
        #expect(cache.discarded == ["m2"])
    }

    @Test func `a type that was known stays when its value is missing now`() {
        var cache = StatementCache(limit: 2)
        let shape = SQL.Shape("SELECT 1")
        let known = cache.make(for: shape, [TypeID.int8, TypeID.boolean], replacing: nil)
        let next = cache.make(for: shape, [ParameterList.anyType, TypeID.int8], replacing: known)
        #expect(next.types == [TypeID.int8, TypeID.int8])
        #expect(next.name != known.name)
    }

    @Test func `a statement that the server never had is forgotten, and nothing is told to the server`() {
        var cache = StatementCache(limit: 2)
        let (first, second) = (SQL.Shape("SELECT 1"), SQL.Shape("SELECT 2"))
        let missing = cache.make(for: first, [], replacing: nil)
        cache.add(missing)
        cache.add(cache.make(for: second, [], replacing: nil))
        missing.isMissing = true
        cache.forget(missing, after: "26000")
        #expect(cache.find(first) == nil)
        #expect(cache.find(second) != nil)
        #expect(cache.discarded.isEmpty)
    }

    @Test func `a session that has lost one statement has lost them all`() {
        var cache = StatementCache(limit: 2)
        let (first, second) = (SQL.Shape("SELECT 1"), SQL.Shape("SELECT 2"))
        let lost = cache.make(for: first, [], replacing: nil)
        cache.add(lost)
        cache.add(cache.make(for: second, [], replacing: nil))
        cache.forget(lost, after: "26000")
        #expect(cache.find(second) == nil)
        #expect(cache.discarded.isEmpty)
    }

    @Test func `a statement whose answer would change is prepared anew, and the server forgets the old one`() {
        var cache = StatementCache(limit: 2)
        let shape = SQL.Shape("SELECT 1")
        let outdated = cache.make(for: shape, [], replacing: nil)
        cache.add(outdated)
        #expect(cache.isOutdated("0A000"))
        cache.forget(outdated, after: "0A000")
        #expect(cache.find(shape) == nil)
        #expect(cache.discarded == [outdated.name])
    }
}
