@testable import Atelier
import Logging
import Martlet
import MartletTesting
import StandIns
import Testing

/// Atelier with a stand-in of the provider and a Bot API of its own, all over HTTP, on clocks that go together.
struct GenerationBench: Sendable {
    let atelier: RunningBackend
    let telegram: BotScript
    let provider: ProviderStandIn
    private let providerClock: TestClock

    /// Runs a bench for the length of a closure; the provider calls back only where that is asked for.
    static func with(
        _ engine: TestEngine,
        provider: ProviderStandIn = ProviderStandIn(),
        hasCallbacks: Bool = false,
        settings more: [String: String] = [:],
        _ body: @escaping @Sendable (GenerationBench) async throws -> Void
    ) async throws {
        try await BotScript.with { telegram, telegramAddress in
            try await ProviderDouble.with(provider) { double in
                let clock = double.clock
                let settings = [
                    "TELEGRAM_TOKEN": TelegramDouble.token, "TELEGRAM_API_URL": telegramAddress,
                    "TELEGRAM_MODE": "webhook", "TELEGRAM_WEBHOOK_SECRET": TelegramDouble.secret,
                    "KIE_API_KEY": provider.key.reveal(), "KIE_API_URL": double.address,
                    "HTTP_PORT": hasCallbacks ? "\(try await FreePort.find())" : "0",
                ]
                try await withBackend(Atelier.self, on: engine, settings: settings.merging(more) { $1 }) { atelier in
                    var context = Context.current
                    context.clock = atelier.clock
                    try await context.run {
                        try await body(
                            GenerationBench(
                                atelier: atelier,
                                telegram: telegram,
                                provider: provider,
                                providerClock: clock
                            )
                        )
                    }
                }
            }
        }
    }

    var database: Database { atelier.databases[0] }
    var wallets: WalletService { WalletService(database: database, welcome: .kopecks(10_000)) }
    var service: GenerationService {
        GenerationService(database: database, wallets: wallets, jobs: JobQueue(in: database))
    }

    /// Runs what is due.
    func drain() async throws {
        try await atelier.jobs.drain()
    }

    /// Moves all clocks.
    func advance(by duration: Duration) {
        providerClock.advance(by: duration)
        atelier.clock.advance(by: duration)
    }

    /// Moves all clocks and runs what is due then.
    func pass(_ duration: Duration) async throws {
        advance(by: duration)
        try await drain()
    }

    /// Waits until the provider has a call that it leaves without an answer.
    func waitForSilence() async throws {
        try await providerClock.waitForSleeper(of: .seconds(3600))
    }

    /// A member with a hundred roubles.
    func member(_ id: Int64 = 7, language: String = "en") async throws -> Member {
        let members = MemberService(database: database, wallets: wallets)
        return try await members.sighted(User.sample(id: id, language: language))
    }

    /// Asks for a picture that costs nine roubles.
    func request(
        _ text: String = "a red bird over the sea",
        by member: Member,
        key: String = "update:1"
    ) async throws -> Generation {
        let model = try await ModelService(database: database).getOne("z-image")
        return try await service.request(
            Prompt(text),
            model: model,
            aspectRatio: "1:1",
            by: member,
            chat: member.telegramID,
            key: key
        ).generation
    }

    /// Everything that has been noted of a generation's states, as `old→new`, sorted.
    func states(of generation: Generation) async throws -> [String] {
        let statement: Statement<[String]> = """
            SELECT COALESCE(old, '') || '→' || new FROM generation_states WHERE generation = \(generation.id)
            ORDER BY 1
            """
        return try await database.run(statement)
    }

    /// Expects where a generation is, what its member has, in kopecks, and that the books are right.
    func expect(
        _ generation: Generation,
        _ state: GenerationState,
        _ failure: GenerationFailure? = nil,
        available: Int64,
        held: Int64 = 0,
        at location: SourceLocation = #_sourceLocation
    ) async throws {
        let member = try await database.run(MemberStore().getOne(of: generation))
        let now = try await service.getOne(generation.id, of: member)
        #expect(now.state == state, sourceLocation: location)
        #expect(now.failure == failure, sourceLocation: location)
        let balance = try await wallets.balance(of: member)
        #expect(
            balance == Balance(available: .kopecks(available), held: .kopecks(held)),
            sourceLocation: location
        )
        let findings = try await wallets.check().findings
        #expect(findings == [], sourceLocation: location)
    }
}
