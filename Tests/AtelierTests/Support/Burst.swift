import Martlet
import Synchronization
import StandIns

/// Updates that come thick and fast: every chat sends one after the other, all chats at once.
struct Burst: Sendable {
    let chats: ClosedRange<Int64>
    let perChat: Int
    /// Where the ids of this burst begin.
    var base: Int64 = 0

    /// The updates of a chat, in their order; the name in the n-th, and so in its answer, is `u` and its id.
    func updates(of chat: Int64) -> [SampleUpdate] {
        (0..<perChat).map { number in
            let id = base + chat * 1000 + Int64(number)
            return SampleUpdate(id: id, chat: chat, name: Self.name(of: id))
        }
    }

    /// The name that an update of an id carries.
    static func name(of id: Int64) -> String { "u\(id)" }

    /// Sends everything and returns the ids that were acknowledged with 200, by chat and in order.
    ///
    /// A chat ends early when the service does not answer any more. The closure is called with the number of
    /// acknowledgements so far.
    func send(
        to client: HTTPClient,
        onAcknowledgement: @escaping @Sendable (Int) -> Void = { _ in }
    ) async -> [Int64: [Int64]] {
        let count = Count()
        return await withTaskGroup(of: (Int64, [Int64]).self) { group in
            for chat in chats {
                group.addTask {
                    var acknowledged: [Int64] = []
                    for update in updates(of: chat) {
                        guard let response = try? await client.deliver(update) else { break }
                        guard response.status == 200 else { continue }
                        acknowledged.append(update.id)
                        onAcknowledgement(count.next())
                    }
                    return (chat, acknowledged)
                }
            }
            return await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
        }
    }

    /// Sends everything at once, the updates of one chat too; returns the ids that were acknowledged with 200.
    func sendAtOnce(to client: HTTPClient) async -> Set<Int64> {
        await withTaskGroup(of: Int64?.self) { group in
            for update in chats.flatMap(updates) {
                group.addTask { (try? await client.deliver(update))?.status == 200 ? update.id : nil }
            }
            return await group.reduce(into: []) { ids, id in
                if let id { ids.insert(id) }
            }
        }
    }

    private final class Count: Sendable {
        private let value = Atomic(0)

        func next() -> Int { value.add(1, ordering: .relaxed).newValue }
    }
}

extension TelegramDouble {
    /// The ids of the updates that were answered in a chat, in order, repetitions included.
    func answered(in chat: Int64) -> [Int64] {
        messages.filter { $0.chat == chat }.compactMap { message in
            // "Hello, u42! I am Atelier. …"
            let name = message.text.split(separator: "!").first?.split(separator: " ").last
            return name.flatMap { $0.first == "u" ? Int64($0.dropFirst()) : nil }
        }
    }
}

extension [Int64] {
    /// Each element once, where it stands first.
    var firstAppearances: [Int64] {
        var seen: Set<Int64> = []
        return filter { seen.insert($0).inserted }
    }
}
