@testable import Atelier
import Martlet
import MartletTesting
import NIOCore
import StandIns
import Testing

/// The bot answers people while pictures wait for somebody who is silent.
@Suite(.timeLimit(.minutes(10)))
struct SlowSidesIntegrationTests {
    /// What of a picture waits.
    enum Step { case order, look, delivery, refusal }

    @Test(arguments: TestEngine.allCases, [Step.order, .look, .delivery])
    func `while 32 pictures wait for a silent side the balance is told at once`(
        engine: TestEngine,
        step: Step
    ) async throws {
        try await SilentProvider.with { provider, address in
            let settings = ["KIE_API_URL": address, "WELCOME_BALANCE": "100000"]
            try await Talk.with(on: engine, settings: settings) { telegram, atelier in
                if step == .delivery { telegram.hold(["sendPhoto"]) }
                try await Self.request(32, in: atelier, upTo: step)
                atelier.clock.advance(by: Self.head + .milliseconds(2500))
                let ada = Talk(telegram, atelier)
                try await ada.expect("/balance", prefix: "You have 1000 RUB.")
                if step == .delivery {
                    // Four pictures beside the answer.
                    await telegram.waitForAttempts(5)
                    #expect(telegram.attempts == 5)
                } else {
                    await provider.calls.wait { $0 >= 4 }
                    #expect(provider.calls.value == 4)
                }
                telegram.refuseAll(BotRefusal(403, "Forbidden: bot was blocked by the user"))
                telegram.release()
                provider.isSilent.update { $0 = false }
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `while Telegram is silent a picture is ordered and paid for, and no kind of job takes another one's slots`(
        engine: TestEngine
    ) async throws {
        try await ProviderDouble.with { provider in
            let settings = [
                "KIE_API_KEY": provider.standIn.key.reveal(), "KIE_API_URL": provider.address,
                "WELCOME_BALANCE": "100000",
            ]
            try await Talk.with(on: engine, settings: settings) { telegram, atelier in
                telegram.hold(TelegramDouble.all)
                try await Self.leaveNews(20, in: atelier)
                try await Self.request(1, in: atelier, upTo: .order, head: .zero, by: 7)
                // Wakes the workers, which the test's own queue does not know.
                try await atelier.client.deliver(SampleUpdate(id: 1000, chat: 1000))
                // Sixteen answers, four of each of three kinds of news, and the one that announces the picture.
                _ = try await eventually("29 attempts") { telegram.attempts >= 29 ? true : nil }
                #expect(telegram.attempts == 29)
                atelier.clock.advance(by: .seconds(5))
                try await Self.goOn(atelier, until: "an order") { try await Self.isRunning(in: atelier) }
                // Where the sign that a picture comes was given up, four pictures are sent.
                try await Self.goOn(atelier, until: "four pictures") { telegram.attempts >= 33 }
                provider.clock.advance(by: ProviderDouble.end)
                atelier.clock.advance(by: .milliseconds(2500))
                try await Self.goOn(atelier, until: "the payment") { try await atelier.operations(.charge) == 21 }
                #expect(
                    try await atelier.balance(ofPerson: 7) == Balance(available: .kopecks(99_100), held: .kopecks(0))
                )
                telegram.release()
            }
        }
    }

    /// Whether the provider is at work on a picture.
    private static func isRunning(in atelier: RunningBackend) async throws -> Bool {
        let running: Statement<Int> = "SELECT count(*) FROM generations WHERE state = 'running'"
        return try await atelier.databases[0].run(running) == 1
    }

    /// Waits until a condition holds, on a clock that goes on slowly.
    private static func goOn(
        _ atelier: RunningBackend,
        until what: String,
        _ holds: () async throws -> Bool
    ) async throws {
        _ = try await eventually(what) {
            atelier.clock.advance(by: .milliseconds(50))
            return try await holds() ? true : nil
        }
    }

    /// Leaves more to be said than there are slots: answers, news, apologies, pictures, and news that there is none.
    private static func leaveNews(_ count: Int, in atelier: RunningBackend) async throws {
        try await request(count, in: atelier, upTo: .refusal, head: .zero)
        try await request(count, in: atelier, upTo: .delivery, head: .zero)
        let jobs = JobQueue(in: atelier.databases[0])
        for number in 1...Int64(count) {
            try await atelier.client.deliver(SampleUpdate(id: number, chat: 100 + number))
            let spoilt = try RawJSON(ByteBuffer(string: SampleUpdate(id: number, chat: 300 + number).json))
            let apology = try #require(Apology(for: spoilt))
            try await atelier.databases[0].write { tx in
                try TellMember("news", in: 200 + number).enqueue(on: jobs, in: tx)
                try jobs.enqueue(apology, in: tx)
            }
        }
    }

    /// How far in the future the pictures are asked for, so that nothing of them is due until all are.
    private static let head = Duration.seconds(1)

    /// Has somebody ask for pictures, and takes them to where they wait.
    private static func request(
        _ count: Int,
        in atelier: RunningBackend,
        upTo step: Step,
        head: Duration = head,
        by person: Int64 = 99
    ) async throws {
        let database = atelier.databases[0]
        let wallets = WalletService(database: database, welcome: .kopecks(100_000))
        let service = GenerationService(database: database, wallets: wallets, jobs: JobQueue(in: database))
        var context = Context.current
        context.clock = TestClock(now: atelier.clock.now + head)
        try await context.run {
            let model = try await ModelService(database: database).getOne("z-image")
            let members = MemberService(database: database, wallets: wallets)
            let member = try await members.sighted(.sample(id: person))
            for number in 1...count {
                let picture = try await service.request(
                    Prompt("a red bird"),
                    model: model,
                    aspectRatio: "1:1",
                    by: member,
                    chat: member.telegramID,
                    key: "\(step):\(number)"
                ).generation
                guard step != .order else { continue }
                let task = try #require(TaskID(text: "\(step)-\(number)"))
                try await service.write { tx in
                    if step == .refusal {
                        try service.fail(picture.id, because: .failed, in: tx)
                        return
                    }
                    try service.start(picture.id, task: task, in: tx)
                    guard step == .delivery else { return }
                    let url = "http://127.0.0.1:1/a.png"
                    try service.succeed(picture.id, at: url, cost: Credits(hundredths: 400), in: tx)
                }
            }
        }
    }
}

/// A provider that does not answer until it is told to, and is out of order then.
private struct SilentProvider: Routes {
    let calls = Observed(0)
    let isSilent = Observed(true)

    func register(on routes: RouteGroup<RequestContext>) {
        routes.group("api/v1/jobs", access: .public) { jobs in
            jobs.post("createTask", summary: "Take an order") { _, _ in try await answer() }
            jobs.get("recordInfo", summary: "Tell of a task") { _ in try await answer() }
        }
    }

    private func answer() async throws -> NoContent {
        calls.update { $0 += 1 }
        await isSilent.wait { !$0 }
        throw Problem.notFound("Out of order.")
    }

    static func with(_ body: (SilentProvider, String) async throws -> Void) async throws {
        let provider = SilentProvider()
        try await provider.serve { address in try await body(provider, address) }
    }
}
