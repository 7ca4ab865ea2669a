@testable import Atelier
import Martlet
import MartletTesting
import Testing

/// Who writes to the bot is known from the first word on, with one row and one wallet.
@Suite(.timeLimit(.minutes(10)))
struct MemberIntegrationTests {
    private static let count: Statement<Int> = "SELECT count(*) FROM members"

    @Test(arguments: TestEngine.allCases)
    func `S0-21 50 first sightings at once make one member with one welcome`(engine: TestEngine) async throws {
        try await WalletBench.with(engine) { bench in
            let user = try User.sample(id: 7, username: "ada")
            let sightings = await concurrently(50) { _ in try await bench.members.sighted(user) }
            let members = try sightings.map { try $0.get() }
            #expect(Set(members).count == 1)
            let rows = try await bench.database.run(Self.count)
            let balances = try await bench.available(members[0])
            let report = try await bench.wallets.check()
            #expect(rows == 1)
            #expect(balances == [10_000])
            // Two of the house, one wallet and its hold.
            #expect(report.accounts == 4)
            #expect(report.operations == 1)
            #expect(report.findings == [])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `S0-21 a sighting is one insert-or-update, without a look before it`(engine: TestEngine) async throws {
        try await WalletBench.with(engine) { bench in
            for _ in 1...2 {
                bench.recording.clear()
                _ = try await bench.members.sighted(User.sample(id: 7))
                let statements = bench.recording.transcript.filter { $0.contains(" members ") }
                #expect(statements.count == 1)
                #expect(statements.allSatisfy { $0.contains("ON CONFLICT (telegram_id) DO UPDATE") })
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a member who is seen again is brought up to date, and keeps id and money`(engine: TestEngine) async throws {
        try await WalletBench.with(engine) { bench in
            let first = try await bench.members.sighted(.sample(id: 7, name: "Ada", username: "Ada_L", language: "en"))
            #expect(first.username == "ada_l")
            #expect(first.language == .en)
            let then = try await bench.members.sighted(.sample(id: 7, name: "Ада", language: "ru-RU"))
            #expect(then.id == first.id)
            #expect(then.firstName == "Ада")
            #expect(then.username == nil)
            #expect(then.language == .ru)
            let balances = try await bench.available(then)
            #expect(balances == [10_000])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a name is found in any case, and with its new holder when it has moved`(engine: TestEngine) async throws {
        try await WalletBench.with(engine) { bench in
            let old = try await bench.members.sighted(.sample(id: 1, username: "Countess"))
            let found = try await bench.members.getOne(username: "@cOUNTESS")
            #expect(found == old)
            let new = try await bench.members.sighted(.sample(id: 2, username: "countess"))
            let moved = try await bench.members.getOne(username: "Countess")
            #expect(moved == new)
            await #expect(throws: MemberError.nobody("@")) { try await bench.members.getOne(username: "@") }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `people who claim one name at once all get a wallet, and one of them the name`(
        engine: TestEngine
    ) async throws {
        try await WalletBench.with(engine) { bench in
            let sightings = await concurrently(20) { number in
                try await bench.members.sighted(.sample(id: Int64(number), username: "countess"))
            }
            let members = try sightings.map { try $0.get() }
            #expect(Set(members.map(\.id)).count == 20)
            let holder = try await bench.members.getOne(username: "countess")
            #expect(members.contains { $0.id == holder.id })
            let report = try await bench.wallets.check()
            #expect(report.operations == 20)
            #expect(report.findings == [])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a name is kept whatever stands in it`(engine: TestEngine) async throws {
        try await WalletBench.with(engine) { bench in
            let long = String(repeating: "я", count: 5_000)
            let member = try await bench.members.sighted(.sample(id: 1, name: "A\0'; --\(long)", username: "\0"))
            #expect(member.firstName == "A'; --" + long.prefix(122))
            #expect(member.username == nil)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a name is kept without what would rearrange the text around it`(engine: TestEngine) async throws {
        try await WalletBench.with(engine) { bench in
            let name = "\u{202E}Bob\u{2066}\n\u{2028}\u{85}\u{1B}\u{7F}\u{200F} 👩\u{200D}🎨"
            let member = try await bench.members.sighted(.sample(id: 1, name: name))
            #expect(member.firstName == "Bob 👩\u{200D}🎨")
            let nothing = try await bench.members.sighted(.sample(id: 2, name: "\u{202E}\n"))
            #expect(Texts(.en).name(of: nothing) == "somebody")
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a member whose welcome cannot be booked is not made`(engine: TestEngine) async throws {
        try await WalletBench.with(engine) { bench in
            for number in 1...8 {
                bench.recording.fail(.statement(number), with: DatabaseError(.full, "The disk is full."))
                await #expect(throws: DatabaseError.self) { try await bench.members.sighted(.sample(id: 7)) }
                let rows = try await bench.database.run(Self.count)
                #expect(rows == 0)
            }
            bench.recording.clear()
            let member = try await bench.members.sighted(.sample(id: 7))
            // One transaction, and each of its statements has failed above.
            #expect(bench.recording.transcript.count == 8 + 2)
            let balances = try await bench.available(member)
            #expect(balances == [10_000])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `without a welcome a wallet begins empty and nothing is booked`(engine: TestEngine) async throws {
        try await WalletBench.with(engine, welcome: .zero(.rub)) { bench in
            let member = try await bench.members.sighted(.sample(id: 7))
            let balance = try await bench.wallets.balance(of: member)
            let report = try await bench.wallets.check()
            #expect(balance == Balance(available: .zero(.rub), held: .zero(.rub)))
            #expect(report.operations == 0)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `whoever writes to the bot is a member with a welcome`(engine: TestEngine) async throws {
        try await TelegramDouble.with { telegram in
            try await withBackend(Atelier.self, on: engine, settings: telegram.settings(["WELCOME_BALANCE": "777"])) {
                atelier in
                for id in 1...3 {
                    try await atelier.client.deliver(SampleUpdate(id: Int64(id)))
                    try await atelier.jobs.drain()
                }
                let database = atelier.databases[0]
                let member = try await MemberStore.named("ada_7", in: database)
                let balance = try await WalletService(database: database).balance(of: try #require(member))
                #expect(balance.available == .kopecks(777))
            }
        }
    }
}

extension MemberStore {
    fileprivate static func named(_ username: String, in database: Database) async throws -> Member? {
        try await database.run(MemberStore().getOne(username: username))
    }
}
