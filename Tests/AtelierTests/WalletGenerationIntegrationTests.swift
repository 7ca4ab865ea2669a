@testable import Atelier
import Martlet
import MartletTesting
import Testing

/// The price of a picture is set aside, and then either taken or given back, once.
@Suite(.timeLimit(.minutes(10)))
struct WalletGenerationIntegrationTests {
    @Test(arguments: TestEngine.allCases)
    func `a hold is charged, and a charge refunded, each once for its key`(engine: TestEngine) async throws {
        try await WalletBench.with(engine) { bench in
            let ada = try await bench.makePair().ada
            let picture = ID<Generation>()
            for _ in 1...2 {
                let booking = try await bench.hold(1_990, of: ada, for: picture)
                #expect(booking.amount == .kopecks(1_990))
                try await bench.expect(ada, available: 8_010, held: 1_990)
            }
            for _ in 1...2 {
                let booking = try await bench.charge(picture)
                #expect(booking.amount == .kopecks(1_990))
                #expect(booking.member == nil)
                try await bench.expect(ada, available: 8_010, held: 0)
            }
            for _ in 1...2 {
                let booking = try await bench.refund(picture)
                #expect(booking.member == ada.id)
                try await bench.expect(ada, available: 10_000, held: 0)
            }
            let findings = try await bench.findings()
            #expect(findings == [])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a hold that was released is not charged, and one that was charged not released`(
        engine: TestEngine
    ) async throws {
        try await WalletBench.with(engine) { bench in
            let ada = try await bench.makePair().ada
            let (released, charged, other) = (ID<Generation>(), ID<Generation>(), ID<Generation>())
            for picture in [released, charged, other] { try await bench.hold(100, of: ada, for: picture) }
            for _ in 1...2 { try await bench.release(released) }
            try await bench.charge(charged)
            // What is held for another picture is not taken for these.
            await #expect(throws: WalletError.nothingHeld) { try await bench.charge(released) }
            await #expect(throws: WalletError.nothingHeld) { try await bench.release(charged) }
            await #expect(throws: WalletError.nothingCharged) { try await bench.refund(released) }
            await #expect(throws: WalletError.nothingCharged) { try await bench.refund(other) }
            try await bench.expect(ada, available: 9_800, held: 100)
            let findings = try await bench.findings()
            #expect(findings == [])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `charges and releases that come at once end each hold once`(engine: TestEngine) async throws {
        try await WalletBench.with(engine) { bench in
            let ada = try await bench.makePair().ada
            let pictures = (1...10).map { _ in ID<Generation>() }
            for picture in pictures { try await bench.hold(100, of: ada, for: picture) }
            let ends = await concurrently(40) { number in
                let picture = pictures[number % 10]
                return try await number < 20 ? bench.charge(picture) : bench.release(picture)
            }
            var operations: Set<Int64> = []
            for end in ends {
                switch end {
                case .success(let booking): operations.insert(booking.operation)
                case .failure(let error): #expect(error as? WalletError == .nothingHeld)
                }
            }
            #expect(operations.count == 10)
            let held = try await bench.held(ada)
            let findings = try await bench.findings()
            #expect(held == 0)
            #expect(findings == [])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `what was never held is neither charged, released nor refunded, and nothing is held beyond the balance`(
        engine: TestEngine
    ) async throws {
        try await WalletBench.with(engine) { bench in
            let ada = try await bench.makePair().ada
            let picture = ID<Generation>()
            await #expect(throws: WalletError.insufficientFunds(available: .kopecks(10_000))) {
                try await bench.hold(10_001, of: ada, for: picture)
            }
            await #expect(throws: WalletError.nothingHeld) { try await bench.charge(picture) }
            await #expect(throws: WalletError.nothingHeld) { try await bench.release(picture) }
            await #expect(throws: WalletError.nothingCharged) { try await bench.refund(picture) }
            try await bench.expect(ada, available: 10_000, held: 0)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `the schema refuses a second end of a hold`(engine: TestEngine) async throws {
        try await WalletBench.with(engine) { bench in
            let ada = try await bench.makePair().ada
            let picture = ID<Generation>()
            try await bench.hold(100, of: ada, for: picture)
            try await bench.charge(picture)
            let error = await #expect(throws: DatabaseError.self) {
                try await bench.database.write { tx in
                    try tx.run(LedgerStore().createOne(.generation(.release, picture), at: Context.current.clock.now))
                }
            }
            #expect(error?.code == .uniqueViolation)
        }
    }
}

/// Each in a read-committed transaction, as a job does it: nothing but the locks keeps them apart.
extension WalletBench {
    @discardableResult
    fileprivate func hold(_ kopecks: Int64, of member: Member, for picture: ID<Generation>) async throws -> Booking {
        try await database.write(isolation: .readCommitted) { [wallets] in
            try wallets.hold(.kopecks(kopecks), of: member, for: picture, in: $0)
        }
    }

    @discardableResult
    fileprivate func charge(_ picture: ID<Generation>) async throws -> Booking {
        try await database.write(isolation: .readCommitted) { [wallets] in try wallets.charge(picture, in: $0) }
    }

    @discardableResult
    fileprivate func release(_ picture: ID<Generation>) async throws -> Booking {
        try await database.write(isolation: .readCommitted) { [wallets] in try wallets.release(picture, in: $0) }
    }

    @discardableResult
    fileprivate func refund(_ picture: ID<Generation>) async throws -> Booking {
        try await database.write(isolation: .readCommitted) { [wallets] in try wallets.refund(picture, in: $0) }
    }

    fileprivate func expect(
        _ member: Member,
        available: Int64,
        held: Int64,
        at location: SourceLocation = #_sourceLocation
    ) async throws {
        let balance = try await wallets.balance(of: member)
        let expected = Balance(available: .kopecks(available), held: .kopecks(held))
        #expect(balance == expected, sourceLocation: location)
    }
}
