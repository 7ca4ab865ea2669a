import MartletDatabase
import MartletPayload
import Testing

@testable import MartletPostgres

@Suite struct ConfigurationUnitTests {
    @Test func `the settings of a shared session are made for one transaction`() {
        let settings = PostgresConnection.transactionSettings(.init(statementTimeout: .seconds(7)))
        #expect(settings.hasPrefix("SELECT set_config('TimeZone', 'UTC', true)"))
        #expect(settings.contains("set_config('statement_timeout', '7000', true)"))
        #expect(!settings.contains("false"))
    }

    @Test func `only a pooler of transactions shares sessions`() {
        #expect(!PostgresEngine.Configuration().sharesSessions)
        #expect(PostgresEngine.Configuration(pooler: .transactions(directURL: nil)).sharesSessions)
    }

    @Test func `the direct URL does not print`() {
        let pooler = PostgresEngine.Pooler.transactions(directURL: Secret("postgres://alice:sesame@db/shop"))
        #expect(!"\(pooler)".contains("sesame"))
    }

    @Test func `a malformed direct URL is refused when the engine is made`() {
        let configuration = PostgresEngine.Configuration(pooler: .transactions(directURL: Secret("nonsense")))
        #expect(throws: DatabaseError.self) {
            _ = try PostgresEngine(url: "postgres://db/shop", configuration: configuration)
        }
    }

    @Test func `sizes have a floor`() {
        let configuration = PostgresEngine.Configuration(connections: 0, overflow: -1, pipelines: -1, statements: 0)
        #expect(configuration.connections == 1)
        #expect(configuration.overflow == 0)
        #expect(configuration.pipelines == 0)
        #expect(configuration.statements == 1)
    }

    @Test(
        arguments: [(Duration.seconds(2), 2000), (.milliseconds(1), 1), (.nanoseconds(999), 0)] as [(Duration, Int64)]
    )
    func `milliseconds are whole`(duration: Duration, milliseconds: Int64) {
        #expect(duration.milliseconds == milliseconds)
    }

    @Test func `a list of values tells its types, and too many are refused`() throws {
        let list = try ParameterList([.integer(1), .null, .boolean(true), .text("x")])
        #expect(list.types == [TypeID.int8, ParameterList.anyType, TypeID.boolean, ParameterList.anyType])
        #expect(throws: DatabaseError.self) { _ = try ParameterList(Array(repeating: .null, count: 65_536)) }
        #expect(throws: DatabaseError.self) { _ = try ParameterList([.text("a\0b")]) }
    }
}
