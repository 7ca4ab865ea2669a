import MartletDatabase
@testable import MartletSQLite
import Testing

/// What an engine is before it touches a file.
@Suite struct SQLiteEngineUnitTests {
    @Test(arguments: [("sqlite://shop.db", "sqlite:shop.db"), ("sqlite:///data/shop.db", "sqlite:/data/shop.db")])
    func `a URL names a file, from the root when its path begins with a slash`(url: String, name: String) throws {
        #expect(try EngineFactory.sqlite.make(url, EngineOptions()).name == name)
    }

    @Test(arguments: ["sqlite://", "sqlite:shop.db", "sqlite://shop.db?mode=ro"])
    func `a URL without a file, or with options, is refused`(url: String) {
        #expect(throws: DatabaseError.self) { try EngineFactory.sqlite.make(url, EngineOptions()) }
    }

    @Test func `a configuration has no size below one`() {
        let none = SQLiteEngine.Configuration(
            readers: 0,
            waitingWrites: 0,
            waitingReads: -1,
            groupSize: 0,
            statements: 0
        )
        #expect(
            [none.readers, none.waitingWrites, none.waitingReads, none.groupSize, none.statements] == [1, 1, 1, 1, 1]
        )
    }

    @Test(arguments: [
        ("shop.db", "."), ("data/shop.db", "data"), ("/shop.db", "/"), ("/var/data/shop.db", "/var/data"),
    ])
    func `the directory of a path is what stands before its last slash`(path: String, directory: String) {
        #expect(DatabaseFile.directory(of: path) == directory)
    }

    @Test func `an identifier is stored as its canonical text`() {
        #expect(UInt128(0x0123_4567_89AB_CDEF).identifierText == "00000000-0000-0000-0123-456789abcdef")
    }

    @Test func `a route is known once it was found out`() {
        let routes = Routes()
        let shape = SQL.Shape("SELECT 1")
        #expect(routes[shape] == nil)
        routes[shape] = .read
        #expect(routes[shape] == .read)
    }
}
