@testable import Atelier
import Logging
import Martlet
import MartletTesting
import NIOCore

extension WalletService {
    /// Sends from a member to another one as the product does: in a read-committed transaction, ordered by its locks.
    @discardableResult
    func transfer(_ amount: Money, from sender: Member, to receiver: Member, key: OperationKey) async throws -> Booking
    {
        try await database.write(isolation: .readCommitted) { tx in
            try transfer(amount, from: sender, to: receiver, key: key, in: tx)
        }
    }
}

/// Members with wallets in a database of their own, of which every statement is recorded.
struct WalletBench: Sendable {
    let database: Database
    let recording: RecordingDatabase
    let wallets: WalletService
    let members: MemberService

    /// Runs a bench for the length of a closure; a new member gets 100 roubles unless it is said otherwise.
    static func with(
        _ engine: TestEngine,
        welcome: Money = .kopecks(10_000),
        _ body: (WalletBench) async throws -> Void
    ) async throws {
        try await engine.withDatabase { database in
            let recording = RecordingDatabase(database.engine)
            let recorded = Database(recording)
            let wallets = WalletService(database: recorded, welcome: welcome)
            let members = MemberService(database: recorded, wallets: wallets)
            let bench = WalletBench(database: recorded, recording: recording, wallets: wallets, members: members)
            // What the bench does belongs into no log.
            var context = Context.current
            context.logger = Logger(label: "wallets", factory: { _ in SwiftLogNoOpLogHandler() })
            try await context.run {
                try await Migrator(database: database, sets: [AtelierSchema.migrations]).up()
                try await body(bench)
            }
        }
    }

    /// Makes members.
    func makeMembers(_ count: Int) async throws -> [Member] {
        let users = try (1...count).map { try User.sample(id: Int64($0)) }
        return try await database.write { [wallets] tx in
            try users.map { user in
                let member = try tx.run(MemberStore().upsertOne(user))
                try wallets.open(for: member, in: tx)
                return member
            }
        }
    }

    /// Makes two members.
    func makePair() async throws -> (ada: Member, bob: Member) {
        let members = try await makeMembers(2)
        return (members[0], members[1])
    }

    /// What each member can spend, in kopecks.
    func available(_ members: Member...) async throws -> [Int64] {
        var amounts: [Int64] = []
        for member in members { amounts.append(try await wallets.balance(of: member).available.minor) }
        return amounts
    }

    /// What is held for a member, in kopecks.
    func held(_ member: Member) async throws -> Int64 {
        try await wallets.balance(of: member).held.minor
    }

    /// What the ledger's check finds.
    func findings() async throws -> [String] {
        try await wallets.check().findings
    }
}

extension Money {
    /// So many kopecks.
    static func kopecks(_ minor: Int64) -> Money { Money(minor: minor, currency: .rub) }
}

extension User {
    /// A person as Telegram describes them.
    static func sample(
        id: Int64,
        name: String = "Ada",
        username: String? = nil,
        language: String? = nil
    ) throws -> User {
        let json = RawJSON.object { object in
            object.field("id", id)
            object.field("first_name", name)
            object.field("username", username)
            object.field("language_code", language)
        }
        return try JSON.decode(User.self, from: ByteBuffer(bytes: json.bytes))
    }
}

/// Runs a body so many times at once and returns what each call answered.
func concurrently<Success: Sendable>(
    _ count: Int,
    _ body: @escaping @Sendable (Int) async throws -> Success
) async -> [Result<Success, any Error>] {
    await withTaskGroup(of: Result<Success, any Error>.self) { group in
        for number in 0..<count {
            group.addTask {
                do { return .success(try await body(number)) } catch { return .failure(error) }
            }
        }
        return await group.reduce(into: []) { $0.append($1) }
    }
}
