@testable import Atelier
import Glibc
import Martlet
import MartletTesting
import StandIns
import Testing

/// The real executable under load, killed over and over: whatever is cut off, no money is lost, made or kept.
///
/// On PostgreSQL two of them work on one database, and each is killed at moments of its own.
@Suite(.timeLimit(.minutes(10)))
struct MoneyJourneyTests {
    private static let customers: ClosedRange<Int64> = 1...100

    /// The one who blocks the bot.
    private static let blocking: Int64 = 100

    @Test(arguments: TestEngine.allCases)
    func `killed in 100 generations and 100 transfers, every kopeck and every picture is where it belongs`(
        engine: TestEngine
    ) async throws {
        let seed = ProcessSeed.next()
        let services = engine == .postgres ? 2 : 1
        print("money journey on \(engine) with \(services) processes: seed \(seed)")
        let random = SeededRandom(seed: seed)
        let kills = (0..<services).map { _ in (1...3).map { _ in 10 + Int(random.next() % 30) } }
        try await Bazaar.with(engine, services: services) { bazaar in
            let customers = Self.customers.map { Customer(id: $0, telegram: bazaar.telegram) }
            try await bazaar.serve(until: {
                try await withThrowingTaskGroup { group in
                    for customer in customers { group.addTask { try await customer.come() } }
                    try await group.waitForAll()
                }
            })
            // Awaited below, while the services run for the last time.
            let deals = Task { try await trade(customers, bazaar) }
            defer { deals.cancel() }
            try await bazaar.serve(
                killedAfter: kills,
                before: { bazaar.spoil(random) },
                until: { _ = try await deals.value }
            )
            try await bazaar.finish()
            let rescued = bazaar.rescued.value
            print("money journey on \(engine): \(rescued.count) jobs were cut off")
            #expect(!rescued.isEmpty)
            try await check(bazaar, customers, deals.value)
        }
    }

    /// Money that the bot said is sent.
    private struct Deal {
        let sender: Int64
        let receiver: Int64
        let amount: Int64
    }

    /// Lets everybody buy a picture and send money at once; returns what the bot said is sent.
    private func trade(_ customers: [Customer], _ bazaar: Bazaar) async throws -> [Deal] {
        try await withThrowingTaskGroup(of: [Deal].self) { group in
            for (customer, receiver) in zip(customers, customers.dropFirst() + customers.prefix(1)) {
                group.addTask { try await buy(customer, bazaar) }
                group.addTask { try await send(customer, to: receiver) }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
    }

    private func buy(_ customer: Customer, _ bazaar: Bazaar) async throws -> [Deal] {
        try customer.order()
        if customer.id == Self.blocking {
            bazaar.telegram.standIn.setBlocked(true, by: customer.id)
        } else {
            await customer.receive()
        }
        return []
    }

    /// Sends a rouble and some kopecks; every tenth customer also asks twice for more than half of what there is.
    private func send(_ customer: Customer, to receiver: Customer) async throws -> [Deal] {
        guard customer.id != Self.blocking else { return [] }
        var amounts = [100 + customer.id]
        if customer.id % 10 == 0 { amounts += [6_000 + customer.id, 6_100 + customer.id] }
        var questions: [(amount: Int64, message: ChatMessage)] = []
        for amount in amounts { questions.append((amount, try await customer.propose(amount, to: receiver))) }
        var sent: [Deal] = []
        for (amount, question) in questions
        where try await customer.confirm(question, times: customer.id % 3 == 0 ? 2 : 1) {
            sent.append(Deal(sender: customer.id, receiver: receiver.id, amount: amount))
        }
        if amounts.count > 1 { #expect(sent.count == 2, "\(customer.id) sent more than there was, or less") }
        return sent
    }

    private func check(_ bazaar: Bazaar, _ customers: [Customer], _ deals: [Deal]) async throws {
        let ledger = try await bazaar.ledgerCheck()
        #expect(ledger.exit == 0, "\(ledger.output)")
        #expect(ledger.output.hasPrefix("the ledger is right"))
        let books = try await bazaar.withDatabase { try await Books(reading: $0) }
        #expect(books.jobs.unfinished == 0)
        #expect(books.report.findings == [])
        #expect(books.balances[.hold] == 0)
        #expect(books.balances.values.reduce(0, +) == 0)
        #expect(books.operations.count { $0.kind == .welcome } == customers.count)
        let sent = deals.map(\.amount).sorted()
        #expect(books.sent == sent, "each transfer is booked once, or its sender was told that it is not")
        #expect(books.generations.count == customers.count)
        for customer in customers {
            try check(customer, books)
            try checkWallet(customer, books, deals)
        }
        let delivered = books.generations.filter { $0.state == .delivered }
        try checkPictures(customers, books)
        #expect(books.balances[.revenue] == delivered.reduce(0) { $0 + $1.price.minor })
        #expect(delivered.count > customers.count / 2, "the journey is about pictures, too")
        #expect(books.generations.contains { $0.state == .failed }, "and about those that cannot be made")
    }

    /// Compares what a customer has with the welcome, what was sent and received, and the picture that was delivered.
    private func checkWallet(_ customer: Customer, _ books: Books, _ deals: [Deal]) throws {
        let received = deals.filter { $0.receiver == customer.id }.reduce(0) { $0 + $1.amount }
        let sent = deals.filter { $0.sender == customer.id }.reduce(0) { $0 + $1.amount }
        let paid = books.generations.filter { $0.chat == customer.id && $0.state == .delivered }
            .reduce(0) { $0 + $1.price.minor }
        #expect(books.wallets[customer.id] == Bazaar.welcome + received - sent - paid, "the wallet of \(customer.id)")
    }

    /// Counts the pictures: one for each who paid, and one more only where sending it was begun once more.
    ///
    /// Telegram knows no key that would make sending happen once. A service that is killed between Telegram's taking a
    /// picture and its own commit, or that is not told that it was taken, sends the picture again; nothing else does.
    private func checkPictures(_ customers: [Customer], _ books: Books) throws {
        let paid = books.generations.filter { $0.state == .delivered || $0.state == .refunded }
        #expect(books.deliveries.jobs == paid.count, "each picture has one job that delivers it")
        let repeated = customers.reduce(0) { $0 + max(0, $1.pictureCount - 1) }
        print("money journey: \(repeated) pictures came again")
        #expect(repeated <= books.deliveries.attempts - books.deliveries.jobs)
    }

    /// Compares what a customer has seen with what was booked.
    private func check(_ customer: Customer, _ books: Books) throws {
        let generation = try #require(books.generations.first { $0.chat == customer.id })
        #expect(generation.prompt.text == customer.prompt)
        let hasPicture = customer.pictureCount > 0
        let isTold = customer.heard.contains(where: \.saysThatMoneyIsBack)
        let kinds = books.kinds(of: generation)
        switch generation.state {
        case .delivered:
            #expect(kinds == [.hold, .charge])
            #expect(hasPicture, "\(customer.id) paid and has no picture")
            #expect(!isTold)
        case .refunded:
            #expect(kinds == [.hold, .charge, .refund])
            #expect(!hasPicture, "\(customer.id) has a picture and the money back, though no administrator said so")
            #expect(isTold || customer.id == Self.blocking)
        case .failed, .expired:
            #expect(kinds == [.hold, .release])
            #expect(!hasPicture, "\(customer.id) has a picture and did not pay")
            #expect(isTold || customer.id == Self.blocking, "\(customer.id) was not told")
        case .requested, .running, .succeeded:
            Issue.record("the picture of \(customer.id) is \(generation.state) for ever")
        }
    }
}

extension Bazaar {
    /// Lets some of the next calls and tasks go wrong.
    fileprivate func spoil(_ random: SeededRandom) {
        let tasks: [ProviderTaskFault] = [
            .fails(code: "500", message: "no luck"), .neverCallsBack, .callsBackTwice, .forgesSignature,
        ]
        let answers: [ProviderAnswerFault] = [.code(500), .status(502), .garbage, .code(429)]
        let turn = Int(random.next() % 4)
        for number in 0..<4 {
            provider.spoilNextTasks(tasks[(turn + number) % 4])
            provider.spoilNextAnswers(answers[(turn + number) % 4])
        }
        // A task that a killed service ordered, and ordered anew, fails for nobody: some more make sure that some do.
        provider.spoilNextTasks(tasks[0], tasks[0], tasks[0])
        telegram.standIn.spoilNext("sendPhoto", with: .pageAfterwards(502), .refusal(.badRequest("wrong file")))
        telegram.standIn.spoilNext("sendMessage", with: .page(500), .refusal(.tooManyRequests(retryAfter: 1)))
        telegram.standIn.spoilNext("answerCallbackQuery", with: .page(500))
    }
}

/// Where a journey's chances come from: `JOURNEY_SEED` repeats one that failed.
private enum ProcessSeed {
    static func next() -> UInt64 {
        let given = unsafe getenv("JOURNEY_SEED").flatMap { unsafe UInt64(String(cString: $0)) }
        return given ?? SystemRandom().next() % 1_000_000
    }
}
