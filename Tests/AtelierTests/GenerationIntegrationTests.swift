@testable import Atelier
import Martlet
import MartletTesting
import StandIns
import Testing

/// The life of a generation where nothing goes wrong.
@Suite(.timeLimit(.minutes(10)))
struct GenerationIntegrationTests {
    @Test(arguments: TestEngine.allCases)
    func `S0-48 a picture is ordered once, awaited, paid and delivered, and every step is noted`(
        engine: TestEngine
    ) async throws {
        try await GenerationBench.with(engine) { bench in
            let ada = try await bench.member()
            let credits = bench.provider.credits
            let picture = try await bench.request(by: ada)
            try await bench.expect(picture, .requested, available: 9_100, held: 900)

            try await bench.drain()
            try await bench.expect(picture, .running, available: 9_100, held: 900)
            #expect(bench.telegram.calls.map(\.method) == ["sendMessage"])
            #expect(bench.telegram.calls.first?.text == "Z-Image is about to paint. 9 RUB are set aside.")
            try await bench.pass(.milliseconds(2500))
            #expect(bench.telegram.calls.last?.text == "Z-Image is painting…")
            try await bench.expect(picture, .running, available: 9_100, held: 900)
            try await bench.pass(.milliseconds(2500))

            try await bench.expect(picture, .delivered, available: 9_100)
            #expect(bench.provider.taskCount == 1 && bench.provider.credits < credits)
            #expect(
                bench.telegram.calls.map(\.method) == [
                    "sendMessage", "editMessageText", "sendChatAction", "sendPhoto", "editMessageText",
                ]
            )
            let photo = try #require(bench.telegram.calls(of: "sendPhoto").first)
            #expect(photo.photo?.hasSuffix(".png") == true)
            #expect(photo.text == "a red bird over the sea\nZ-Image · 1:1 · 9 RUB")
            #expect(bench.telegram.calls.last?.text == "Ready. 9 RUB taken, 91 RUB left.")
            #expect(bench.telegram.calls.filter { $0.method == "editMessageText" }.map(\.message) == [1, 1])

            let delivered = try await bench.service.getOne(picture.id, of: ada)
            #expect(delivered.cost == Credits(hundredths: 80))
            #expect(delivered.fileID == "photo-4" && delivered.resultURL == photo.photo)
            #expect(delivered.finishedAt == delivered.deliveredAt && delivered.startedAt == delivered.createdAt)
            let states = try await bench.states(of: picture)
            #expect(states == ["requested→running", "running→succeeded", "succeeded→delivered", "→requested"].sorted())
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `the same key again is the same picture, asked for at once or later`(engine: TestEngine) async throws {
        try await GenerationBench.with(engine) { bench in
            let ada = try await bench.member()
            let pictures = await concurrently(8) { _ in try await bench.request(by: ada).id }
            #expect(Set(try pictures.map { try $0.get() }).count == 1)
            try await bench.drain()
            let again = try await bench.request("something else", by: ada)
            #expect(again.prompt.text == "a red bird over the sea")
            try await bench.expect(again, .running, available: 9_100, held: 900)
            let other = try await bench.request(by: ada, key: "update:2")
            #expect(other.id != again.id)
            try await bench.expect(other, .requested, available: 8_200, held: 1_800)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `what cannot be paid or drawn is not begun`(engine: TestEngine) async throws {
        try await GenerationBench.with(engine) { bench in
            let ada = try await bench.member()
            let model = try await ModelService(database: bench.database).getOne("z-image")
            await #expect(throws: ModelError.aspectRatioNotOffered("2:1", by: "z-image")) {
                try await bench.service.request(
                    Prompt("a cat"),
                    model: model,
                    aspectRatio: "2:1",
                    by: ada,
                    chat: 7,
                    key: "k"
                )
            }
            for key in 1...11 { _ = try await bench.request(by: ada, key: "\(key)") }
            await #expect(throws: WalletError.insufficientFunds(available: .kopecks(100))) {
                try await bench.request(by: ada, key: "12")
            }
            let list = try await bench.service.getList(of: ada, limit: 100)
            #expect(list.count == 11)
            let held = try await bench.wallets.balance(of: ada).held
            #expect(held == .kopecks(9_900))
        }
    }

    @Test func `a caption fits under a picture, whatever the prompt is made of`() async throws {
        try await GenerationBench.with(.sqlite) { bench in
            let ada = try await bench.member()
            let letters = ["x", "🐦", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "e\u{301}\u{302}\u{303}", "\n-\n"]
            for (key, letter) in letters.enumerated() {
                let text = String(repeating: letter, count: 1000 / letter.unicodeScalars.count)
                let picture = try await bench.request(text, by: ada, key: "\(key)")
                let details = try #require(try await bench.service.find(picture.id, .requested))
                let caption = Texts(.ru).caption(of: details)
                #expect(caption.utf16.count <= 1024 && caption.hasSuffix("…\nZ-Image · 1:1 · 9 ₽"))
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a member sees the own pictures, the latest first, and administrators see the sums`(
        engine: TestEngine
    ) async throws {
        try await GenerationBench.with(engine) { bench in
            let (ada, bob) = (try await bench.member(1), try await bench.member(2))
            var pictures: [Generation] = []
            for key in 1...3 {
                pictures.append(try await bench.request(by: ada, key: "\(key)"))
                bench.advance(by: .seconds(1))
            }
            let list = try await bench.service.getList(of: ada, limit: 2)
            #expect(list.map(\.id) == [pictures[2].id, pictures[1].id])
            let others = try await bench.service.getList(of: bob, limit: 10)
            #expect(others == [])
            await #expect(throws: GenerationError.notFound(pictures[0].id)) {
                try await bench.service.getOne(pictures[0].id, of: bob)
            }
            try await bench.drain()
            try await bench.pass(.seconds(5))
            _ = try await bench.request(by: ada, key: "4")
            try await bench.service.refund(pictures[0].id)
            let stats = try await bench.service.stats()
            #expect(stats.counts == [.delivered: 2, .refunded: 1, .requested: 1])
            #expect(stats.revenue == .kopecks(1_800) && stats.members == 2)
            #expect(stats.cost == Credits(hundredths: 240))
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `an administrator pays a picture back once, and the member is told`(engine: TestEngine) async throws {
        try await GenerationBench.with(engine) { bench in
            let ada = try await bench.member(language: "ru")
            let picture = try await bench.request(by: ada)
            await #expect(throws: GenerationError.notPaid(.requested)) { try await bench.service.refund(picture.id) }
            let unknown = ID<Generation>()
            await #expect(throws: GenerationError.notFound(unknown)) { try await bench.service.refund(unknown) }
            try await bench.drain()
            try await bench.pass(.seconds(5))
            try await bench.expect(picture, .delivered, available: 9_100)
            let refunded = try await bench.service.refund(picture.id)
            #expect(refunded.state == .refunded)
            await #expect(throws: GenerationError.notPaid(.refunded)) { try await bench.service.refund(picture.id) }
            try await bench.drain()
            try await bench.expect(picture, .refunded, available: 10_000)
            let told = bench.telegram.calls(of: "sendMessage").map(\.text)
            #expect(told.count == 2 && told.last == "Мы вернули вам 9 ₽ за картинку.")
        }
    }
}
