import MartletDatabase
import Testing

@testable import MartletPostgres

@Suite struct ConnectionSourceUnitTests {
    @Test func `the name holds host, port and database, and nothing of the user`() throws {
        let source = try ConnectionSource(url: "postgres://alice:sesame@db.internal:6432/shop?sslmode=require")
        #expect(source.name == "postgres:db.internal:6432/shop")
        #expect(source.address == "db.internal:6432")
    }

    @Test func `several hosts are all named, each with its port`() throws {
        let source = try ConnectionSource(url: "postgresql://one:1111,two:2222/shop")
        #expect(source.address == "one:1111,two:2222")
    }

    @Test func `one port counts for every host`() throws {
        let source = try ConnectionSource(url: "postgres:///shop?host=one,two&port=6000")
        #expect(source.address == "one:6000,two:6000")
    }

    @Test(arguments: ["mysql://db/shop", "postgres://db/shop?nonsense=1", "db"])
    func `a malformed URL is refused without its text`(url: String) {
        let error = #expect(throws: DatabaseError.self) { _ = try ConnectionSource(url: url) }
        #expect(error?.message.contains("malformed") == true)
        #expect(error?.message.contains("nonsense") == false)
    }

    @Test func `the URL does not print`() throws {
        let source = try ConnectionSource(url: "postgres://alice:sesame@db/shop")
        #expect(!"\(source)".contains("sesame"))
    }
}
