import MartletDatabase
import Synchronization

/// An engine whose connection a test cuts and mends.
final class FlakyEngine: DatabaseEngine {
    private let base: any DatabaseEngine
    private let down = Atomic(false)

    init(_ base: any DatabaseEngine) {
        self.base = base
    }

    /// Whether the connection is cut.
    var isDown: Bool {
        get { down.load(ordering: .acquiring) }
        set { down.store(newValue, ordering: .releasing) }
    }

    var dialect: Dialect { base.dialect }
    var name: String { "flaky" }

    func open() async throws {}

    func close() async {}

    func transaction<Success: Sendable>(
        _ mode: TransactionMode,
        _ body: @escaping @Sendable (any EngineConnection) throws -> Success
    ) async throws -> Success {
        try check()
        return try await base.transaction(mode, body)
    }

    func run<Success: Sendable>(
        _ sql: SQL,
        _ collect: @escaping @Sendable (any RowCursor) throws -> Success
    ) async throws -> Success {
        try check()
        return try await base.run(sql, collect)
    }

    private func check() throws {
        if isDown { throw DatabaseError(.connection, "The connection is cut by the test.") }
    }
}
