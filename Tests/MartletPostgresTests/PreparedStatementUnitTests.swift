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
}
