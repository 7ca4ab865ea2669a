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

    @Test func `each of several hosts can be reached alone`() throws {
        let one = try ConnectionSource(url: "postgres://db/shop").hosts
        #expect(one.isEmpty)
        let two = try ConnectionSource(url: "postgres://one:1,two:2/shop").hosts
        #expect(two.map { $0.map(\.1) } == [["one", "1"], ["two", "2"]])
        let shared = try ConnectionSource(url: "postgres:///shop?host=one,two&port=6000").hosts
        #expect(shared.map { $0.map(\.1) } == [["one", "6000"], ["two", "6000"]])
    }

    @Test(arguments: [
        "mysql://db/shop", "postgres://db/shop?nonsense=1", "db", "postgres://", "postgres://?", "postgres:///",
        "postgres://u:p@", "postgres://u:p@db:nonsense/x", "postgres://u:p@db:0/x", "postgres://u:p@db:65536/x",
        "postgres://u:p@one:1,two:nonsense/x", "postgres://u:p@no nsense/x", "postgres://db/x?port=nonsense",
    ])
    func `a malformed URL is refused without its text`(url: String) {
        let error = #expect(throws: DatabaseError.self) { _ = try ConnectionSource(url: url) }
        #expect(error?.message.contains("malformed") == true)
        #expect(error?.message.contains("nonsense") == false)
    }

    @Test(arguments: [
        "non@sense", "non/sense", "non#sense", "non?sense", "no@n#s/ense", "1/nonsense", "1/non?sense", "1?nonsense/x",
        "pA@Ss#W/nonsense",
    ])
    func `F-44 a sign in a password that is not escaped is refused, for its rest would be taken for the host`(
        password: String
    ) {
        let error = #expect(throws: DatabaseError.self) {
            _ = try ConnectionSource(url: "postgres://u:\(password)@127.0.0.1:1/x")
        }
        #expect(error?.message.contains("%40") == true)
        #expect(error?.message.contains("sense") == false)
    }

    @Test(arguments: [
        "postgres://u:p%40%2F%23%3Fw@db:1/x", "postgres://u:p:w@db:1/x", "postgres://db:1/x?password=a@b/c#d",
        "postgres://u@db:1/x?sslmode=require", "postgres://db:1?dbname=x",
    ])
    func `signs that are escaped, or that separate nothing where they stand, are taken`(url: String) throws {
        #expect(try ConnectionSource(url: url).name == "postgres:db:1/x")
    }

    @Test(arguments: ["postgres:///shop", "postgres://%2Fvar%2Frun%2Fpg/shop", "postgres://[::1]:5432/shop"])
    func `a socket and an address of IPv6 are taken`(url: String) throws {
        #expect(try ConnectionSource(url: url).name.hasSuffix("/shop"))
    }

    @Test func `the URL does not print`() throws {
        let source = try ConnectionSource(url: "postgres://alice:sesame@db/shop")
        #expect(!"\(source)".contains("sesame"))
    }
}
