import MartletDatabase
import Testing

@testable import MartletPostgres

@Suite struct SQLKindUnitTests {
    @Test(arguments: ["SELECT 1", "select 1", "  \n\tSelect 1"] as [SQL])
    func `a statement that begins with SELECT is a query`(sql: SQL) {
        #expect(sql.isQuery)
        #expect(sql.seemsToRead)
        #expect(!sql.returnsChangedRows)
    }

    @Test(
        arguments: ["INSERT INTO cards VALUES (1)", "UPDATE cards SET id = 1", "SELEC", "", "DELETE FROM cards"]
            as [SQL]
    )
    func `another statement is none and returns no changed rows`(sql: SQL) {
        #expect(!sql.isQuery)
        #expect(!sql.seemsToRead)
        #expect(!sql.returnsChangedRows)
    }

    @Test func `WITH may be tried as a query unless it returns changed rows`() {
        #expect(("WITH a AS (SELECT 1) SELECT * FROM a" as SQL).seemsToRead)
        #expect(!("WITH a AS (SELECT 1) SELECT * FROM a" as SQL).isQuery)
        #expect(!("WITH a AS (DELETE FROM b RETURNING id) SELECT * FROM a" as SQL).seemsToRead)
    }

    @Test func `RETURNING is found in any part and in any letters`() {
        #expect(("INSERT INTO cards VALUES (\(1)) RETURNING id" as SQL).returnsChangedRows)
        #expect(("UPDATE cards SET id = \(1) WHERE id = \(2) returning id" as SQL).returnsChangedRows)
        #expect(!("UPDATE cards SET title = \("returning")" as SQL).returnsChangedRows)
    }
}
